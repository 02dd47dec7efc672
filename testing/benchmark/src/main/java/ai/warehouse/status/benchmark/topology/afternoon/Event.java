package ai.warehouse.status.benchmark.topology.afternoon;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/** The fields of an event that matter here. */
@JsonIgnoreProperties(ignoreUnknown = true)
record Event(String eventType, String locale, Integer total, String createdAt) {}
