/** What is coming, what awaits review, and on which day. <i>Owns</i> story_plan. */
@NullMarked
package courant.desk.plan;

import org.jspecify.annotations.NullMarked;
