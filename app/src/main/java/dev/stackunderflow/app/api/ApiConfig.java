package dev.stackunderflow.app.api;

import dev.stackunderflow.app.auto.LocalSyncWork;
import dev.stackunderflow.core.file.Home;
import dev.stackunderflow.sync.Sync;

/**
 * What the API works with.
 *
 * @param home where the files are
 * @param sync the home's sync
 * @param work what pushes and pulls
 * @param hub broadcasts events to callers
 * @param token what callers must present
 * @param viewed called when a client looks at the view
 * @param succeeded called when a sync that a client asked for succeeded
 */
public record ApiConfig(
    Home home,
    Sync sync,
    LocalSyncWork work,
    EventHub hub,
    ApiToken token,
    Runnable viewed,
    Runnable succeeded) {}
