package dev.collabgraph.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tests that need a program outside the JVM. They run where all the programs are found; elsewhere
 * the log names them on a line that begins with {@code NOT RUN}. The build property {@code
 * collabgraph.tests.require}, a comma-separated list of tools, turns absence into a failure.
 */
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@ExtendWith(RequiresToolCondition.class)
public @interface RequiresTool {
  /** The programs, every one of which must be there. */
  Tool[] value();
}
