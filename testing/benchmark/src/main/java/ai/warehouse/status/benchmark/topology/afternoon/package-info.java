/**
 * What a good engineer would write in an afternoon: the plain DSL, and a JSON object for each
 * build. A contender, not a part of this project.
 */
package ai.warehouse.status.benchmark.topology.afternoon;
