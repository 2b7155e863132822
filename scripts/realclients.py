"""The clients of scripts/real-clients that are told everything in one command. Each keeps its settings in the home folder."""
import json, os, pathlib

CLIENTS = pathlib.Path(os.environ.get("CLIENTS", "/nowhere"))


def program(name):
    """A program of an npm package, installed in a folder below CLIENTS."""
    for pattern in (f"*/node_modules/.bin/{name}", f"*/node_modules/@factory/cli-linux-x64/bin/{name}"):
        for found in sorted(CLIENTS.glob(pattern)):
            return found
    return None


def path():
    """Some of the clients need a newer Node.js than a system has, or Bun: npm's packages node and bun."""
    folders = [str(found.parent) for name in ("node/bin/node", ".bin/bun") for found in CLIENTS.glob("*/node_modules/" + name)]
    return os.pathsep.join(folders + [os.environ["PATH"]])


def write(file, value):
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(value if isinstance(value, str) else json.dumps(value))


class Client:
    """What differs: where the settings are, how a session begins and resumes, which requests are its own."""
    more = {}
    branches = False

    def __init__(self, url):
        self.url = url
        self.program = program(self.command)

    def arguments(self, prompt, session):
        raise NotImplementedError

    def environment(self):
        return {name: value.replace("URL", self.url) for name, value in self.more.items()}

    def last_branch(self, home):
        """Of a client that follows the branch of a conversation that was written last: here, what was carried."""
        return "continued over there" if home == "a" else "continued here"

    def counts(self, call, headers):
        """Whether a call of the model is one of a session: not for titles and suggestions."""
        return True


class Gemini(Client):
    id, command = "gemini", "gemini"
    more = {"GEMINI_API_KEY": "none", "GOOGLE_GEMINI_BASE_URL": "URL"}

    def prepare(self, home):
        write(home / ".gemini/settings.json", {
            "security": {"auth": {"selectedType": "gemini-api-key"}, "folderTrust": {"enabled": False}},
            "privacy": {"usageStatisticsEnabled": False}, "general": {"disableAutoUpdate": True}})

    def arguments(self, prompt, session):
        return [*(["-r", session] if session else []), "-y", "-m", "gemini-2.5-pro", "-p", prompt]

    def counts(self, call, headers):
        return "lite" not in call["model"]


class OpenCode(Client):
    id, command = "opencode", "opencode"
    settings = ".config/opencode/opencode.json"

    def prepare(self, home):
        models = {name: {"name": name} for name in ("rain-1", "rain-small")}
        write(home / self.settings, {
            "autoupdate": False, "share": "disabled", "permission": "allow",
            "model": "local/rain-1", "small_model": "local/rain-small",
            "provider": {"local": {"npm": "@ai-sdk/openai-compatible", "name": "local", "models": models,
                                   "options": {"baseURL": self.url + "/v1", "apiKey": "none"}}}})

    def arguments(self, prompt, session):
        return ["run", *(["-s", session] if session else []), prompt]

    def counts(self, call, headers):
        return call["model"] != "rain-small"


class Kilo(OpenCode):
    id, command, settings = "kilo", "kilo", ".config/kilo/kilo.json"


class Kimi(Client):
    id, command = "kimi", "kimi"

    def prepare(self, home):
        write(home / ".kimi-code/config.toml",
              'default_model = "rain"\ntelemetry = false\n'
              f'[providers.local]\ntype = "openai"\nbase_url = "{self.url}/v1"\napi_key = "none"\n'
              '[models.rain]\nprovider = "local"\nmodel = "rain-1"\nmax_context_size = 200000\n')

    def arguments(self, prompt, session):
        return [*(["-r", session] if session else []), "-p", prompt]


class Grok(Client):
    id, command = "grok", "grok"
    more = {"NO_KEY": "none", "XAI_API_KEY": "none"}

    def prepare(self, home):
        write(home / ".grok/config.toml",
              f'[models]\ndefault = "rain"\n[model.rain]\nmodel = "rain-1"\nbase_url = "{self.url}/v1"\n'
              'env_key = "NO_KEY"\nname = "rain"\ncontext_window = 200000\n')

    def arguments(self, prompt, session):
        return [*(["-r", session] if session else []), "--always-approve", "--sandbox", "off", "-m", "rain", "-p", prompt]


    def counts(self, call, headers):
        return not headers.get("x-grok-req-id", "").startswith("xai-")


class Copilot(Client):
    id, command = "copilot", "copilot"
    more = {"COPILOT_PROVIDER_BASE_URL": "URL/v1", "COPILOT_OFFLINE": "true", "COPILOT_MODEL": "gpt-5.4",
            "COPILOT_PROVIDER_API_KEY": "none", "COPILOT_PROVIDER_TYPE": "openai", "COPILOT_PROVIDER_WIRE_API": "responses"}

    def prepare(self, home):
        pass

    def arguments(self, prompt, session):
        return [*(["--resume=" + session] if session else []), "--allow-all", "-p", prompt]


class Droid(Client):
    id, command = "droid", "droid"
    more = {"FACTORY_API_KEY": "fk-none", "FACTORY_API_BASE_URL": "URL", "FACTORY_DROID_AUTO_UPDATE_ENABLED": "false"}

    def prepare(self, home):
        write(home / ".factory/settings.json", {"cloudSessionSync": False, "customModels": [{
            "model": "rain-1", "displayName": "rain-1", "baseUrl": self.url + "/v1", "apiKey": "none",
            "provider": "generic-chat-completion-api", "maxOutputTokens": 4096}]})

    def arguments(self, prompt, session):
        return ["exec", *(["-s", session] if session else []), "--auto", "high", "-m", "custom:rain-1", prompt]


class Qwen(Client):
    id, command = "qwen", "qwen"
    branches = True
    more = {"OPENAI_API_KEY": "none", "OPENAI_BASE_URL": "URL/v1", "OPENAI_MODEL": "rain-1"}

    def prepare(self, home):
        write(home / ".qwen/settings.json",
              {"security": {"auth": {"selectedType": "openai"}}, "privacy": {"usageStatisticsEnabled": False}})

    def arguments(self, prompt, session):
        return [*(["-r", session] if session else []), "-y", "-p", prompt]


    def counts(self, call, headers):
        return "Existing memory files" not in call["last"]


class Pi(Client):
    id, command = "pi", "pi"
    branches = True

    def prepare(self, home):
        write(home / ".pi/agent/models.json", {"providers": {"local": {
            "baseUrl": self.url + "/v1", "apiKey": "none", "api": "openai-completions",
            "models": [{"id": "rain-1", "name": "rain-1", "reasoning": False, "input": ["text"], "contextWindow": 200000,
                        "maxTokens": 4096, "cost": {"input": 0, "output": 0, "cacheRead": 0, "cacheWrite": 0}}]}}})

    def arguments(self, prompt, session):
        return [*(["--session", session] if session else []), "--provider", "local", "--model", "rain-1", "-p", prompt]


class Omp(Client):
    id, command = "omp", "omp"
    branches = True

    def prepare(self, home):
        # JSON is YAML, too.
        write(home / ".omp/agent/models.yml", {"providers": {"local": {
            "baseUrl": self.url, "apiKey": "none", "api": "anthropic-messages",
            "models": [{"id": "rain-1", "name": "rain-1", "reasoning": False, "input": ["text"], "contextWindow": 200000,
                        "maxTokens": 8192}]}}})

    def arguments(self, prompt, session):
        return [*(["--resume", session] if session else []), "--model", "local/rain-1", "-p", prompt]


ALL = [Gemini, OpenCode, Kilo, Kimi, Grok, Copilot, Droid, Qwen, Pi, Omp]
