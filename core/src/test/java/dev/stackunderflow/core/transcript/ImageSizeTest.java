package dev.stackunderflow.core.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** The sizes of images, from their first bytes. */
class ImageSizeTest {

  private static Part.Image of(String type, int... bytes) {
    var file = new ByteArrayOutputStream();
    for (int b : bytes) {
      file.write(b);
    }
    return ImageSize.of(type, Base64.getEncoder().encodeToString(file.toByteArray()));
  }

  @Test
  void aPngStatesItsSizeInItsFirstChunk() {
    assertThat(
            of(
                "image/x", 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, 0, 13, 'I', 'H', 'D', 'R', 0,
                0, 3, 0x20, 0, 0, 2, 0x58))
        .isEqualTo(new Part.Image("png", 800, 600));
  }

  @Test
  void aJpegStatesItsSizeBehindItsMetadata() {
    assertThat(
            of(
                "", 0xff, 0xd8, 0xff, 0xe1, 0, 4, 1, 2, 0xff, 0xff, 0xc4, 0, 2, 0xff, 0xc2, 0, 17,
                8, 2, 0x58, 3, 0x20, 3, 0, 0))
        .isEqualTo(new Part.Image("jpeg", 800, 600));
    assertThat(of("", 0xff, 0xd8, 0xff, 0xe1, 0, 0, 0xff)).isEqualTo(new Part.Image("jpeg", 0, 0));
  }

  @Test
  void gifWebpAndBmpAreKnown() {
    assertThat(of("", 'G', 'I', 'F', '8', '9', 'a', 0x20, 3, 0x58, 2))
        .isEqualTo(new Part.Image("gif", 800, 600));
    assertThat(
            of(
                "", 'R', 'I', 'F', 'F', 0, 0, 0, 0, 'W', 'E', 'B', 'P', 'V', 'P', '8', 'X', 10, 0,
                0, 0, 0, 0, 0, 0, 0x1f, 3, 0, 0x57, 2, 0))
        .isEqualTo(new Part.Image("webp", 800, 600));
    assertThat(
            of(
                "", 'R', 'I', 'F', 'F', 0, 0, 0, 0, 'W', 'E', 'B', 'P', 'V', 'P', '8', 'L', 10, 0,
                0, 0, 0x2f, 0x1f, 0xc3, 0x95, 0, 0, 0, 0, 0, 0))
        .isEqualTo(new Part.Image("webp", 800, 600));
    assertThat(
            of(
                "", 'B', 'M', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 40, 0, 0, 0, 0x20, 3, 0, 0, 0xa8,
                0xfd, 0xff, 0xff))
        .isEqualTo(new Part.Image("bmp", 800, 600));
  }

  @Test
  void whatIsNoImageHasTheNameItWasGivenAndNoSize() {
    assertThat(of("image/heic", 1, 2, 3)).isEqualTo(new Part.Image("heic", 0, 0));
    assertThat(ImageSize.of("image/\u001b[31m", "not base64 !!"))
        .isEqualTo(new Part.Image("", 0, 0));
    assertThat(of("", 0x89, 'P', 'N', 'G')).isEqualTo(new Part.Image("", 0, 0));
    assertThat(ImageSize.of("", "")).isEqualTo(new Part.Image("", 0, 0));
  }
}
