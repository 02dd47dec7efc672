package ai.warehouse.status.service;

/**
 * One key as it may be shown.
 *
 * @param value masked if it is secret; null if it has none
 * @param source where it was written
 */
record SettingLine(String key, String value, String source) {}
