package courant.media.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The examples of "Signature Calculations for the Authorization Header" in Amazon's S3 API
 * Reference, with their published keys.
 */
class Signature4Test {
  private static final Signature4 EXAMPLE =
      new Signature4(
          "AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "us-east-1");
  private static final Instant TIME = Instant.parse("2013-05-24T00:00:00Z");

  private static String sign(
      String method,
      String path,
      Map<String, String> query,
      Map<String, String> given,
      String body) {
    return EXAMPLE
        .fields(
            method,
            "examplebucket.s3.amazonaws.com",
            path,
            query,
            given,
            body.getBytes(StandardCharsets.UTF_8),
            TIME)
        .get("authorization");
  }

  @Test
  void getObject() {
    assertThat(sign("GET", "/test.txt", Map.of(), Map.of("range", "bytes=0-9"), ""))
        .isEqualTo(
            "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
                + "SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,"
                + "Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
  }

  @Test
  void putObject() {
    assertThat(
            sign(
                "PUT",
                "/test$file.text",
                Map.of(),
                Map.of(
                    "date",
                    "Fri, 24 May 2013 00:00:00 GMT",
                    "x-amz-storage-class",
                    "REDUCED_REDUNDANCY"),
                "Welcome to Amazon S3."))
        .endsWith("Signature=98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd");
  }

  @Test
  void getBucketLifecycle() {
    assertThat(sign("GET", "/", Map.of("lifecycle", ""), Map.of(), ""))
        .endsWith("Signature=fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543");
  }

  @Test
  void listObjects() {
    assertThat(sign("GET", "/", Map.of("prefix", "J", "max-keys", "2"), Map.of(), ""))
        .endsWith("Signature=34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7");
  }

  @Test
  void readsASetting() {
    Bucket bucket =
        Bucket.parse(
            "s3://KEY:a%2Fb%2Bc@minio.example:9000/pictures/review?region=eu-west-3&plain=true");
    assertThat(bucket.address()).hasToString("http://minio.example:9000");
    assertThat(bucket.path("ab/360.webp")).isEqualTo("/pictures/review/ab/360.webp");
    assertThat(bucket.signature()).isEqualTo(new Signature4("KEY", "a/b+c", "eu-west-3"));
    assertThat(bucket.toString()).doesNotContain("a/b+c");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3://host/bucket",
        "s3://key@host/bucket",
        "s3://key:secret@host",
        "s3://key:sec ret@host/bucket",
        "https://key:secret@host/bucket"
      })
  void saysHowASettingIsWritten(String setting) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Bucket.parse(setting))
        .withMessageContaining("s3://KEY:SECRET@host/bucket")
        .withMessageNotContaining("secret@");
  }
}
