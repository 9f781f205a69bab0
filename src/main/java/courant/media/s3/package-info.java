/** Pictures in any store that speaks Amazon's S3 protocol. */
@NullMarked
package courant.media.s3;

import org.jspecify.annotations.NullMarked;
