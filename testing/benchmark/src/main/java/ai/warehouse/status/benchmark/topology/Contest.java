package ai.warehouse.status.benchmark.topology;

import java.util.List;

/**
 * Who is compared, on what.
 *
 * @param builds at work at once
 * @param locales of a build
 * @param halfway whether half of each build's locales have completed before anything is measured
 * @param first how many events a contender gets to begin with, before it is known how fast it is
 * @param contenders this project's first
 */
record Contest(int builds, int locales, boolean halfway, int first, List<Contender> contenders) {}
