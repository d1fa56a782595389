//! The configuration of tests and the defaults.

use super::*;

#[test]
fn for_testing_is_accepted() {
    let config = Config::for_testing(Path::new("/tmp/desk"));
    assert_eq!(config.data, Path::new("/tmp/desk"));
    assert_eq!(config.limits.disk_reserve.0, 0);
    assert_eq!(config.outbox.allow_private.len(), 2);
}

#[test]
fn nothing_written_is_the_defaults() {
    let config = Config::mean(&RawConfig::default()).expect("the defaults are right");
    assert_eq!(config.data, Path::new("./guichet-data"));
    assert_eq!(config.web.listen.to_string(), "127.0.0.1:8080");
    assert_eq!(config.web.url, None);
    assert_eq!(config.smtp.listen.to_string(), "127.0.0.1:2525");
    assert_eq!(config.smtp.unlimited_from.len(), 2);
    assert_eq!(config.limits.message_size.0, 35 * 1024 * 1024);
    assert_eq!(config.limits.connections, 1000);
    assert_eq!(config.outbox.mx_port, 25);
}

#[test]
fn every_example_is_accepted() {
    for setting in registry::SETTINGS {
        let mut raw = RawConfig::default();
        let line = format!("{} = {}", setting.key(), setting.example());
        let text = match setting.section() {
            "" => line,
            section => format!("[{section}]\n{line}"),
        };
        raw.add_file(Path::new("example"), &text);
        if let Err(faults) = Config::mean(&raw) {
            panic!("{}: {faults}", setting.name());
        }
    }
}

#[test]
fn every_setting_belongs_to_a_section() {
    for setting in registry::SETTINGS {
        let section = setting.section();
        let known =
            section.is_empty() || registry::SECTIONS.iter().any(|(name, _)| *name == section);
        assert!(known, "{}", setting.name());
        assert!(registry::by_name(&setting.name()).is_some());
    }
}
