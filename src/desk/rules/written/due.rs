//! When a written rule says that a ticket is due, and until when it sleeps.

use serde_json::Value;

use crate::domain::rule::{
    action::{Action, DUE_SECONDS},
    fault::RuleFault,
    sleep::Sleep,
    units::{NO_DUE, read_hours, read_span},
};

use super::{Names, Reader};

impl<N: Names> Reader<'_, N> {
    pub(super) fn due(&mut self, value: &Value, path: &str) -> Option<Action> {
        if value.as_str().is_some_and(|text| text.trim() == NO_DUE) {
            return Some(Action::Due(None));
        }
        let time = self.time(value, read_span, RuleFault::Due, path)?;
        Some(Action::Due(Some(time)))
    }

    pub(super) fn due_business(&mut self, value: &Value, path: &str) -> Option<Action> {
        let time = self.time(value, read_hours, RuleFault::Hours, path)?;
        Some(Action::DueBusiness(time))
    }

    pub(super) fn snooze(&mut self, value: &Value, path: &str) -> Option<Action> {
        let sleep = value.as_str().and_then(Sleep::read);
        if sleep.is_none() {
            self.wrong(path, RuleFault::Sleep);
        }
        sleep.map(Action::Snooze)
    }

    /// How far ahead something is due.
    fn time(
        &mut self,
        value: &Value,
        read: fn(&str) -> Option<u64>,
        fault: RuleFault,
        path: &str,
    ) -> Option<u64> {
        let time = value.as_str().and_then(read);
        let time = time.filter(|time| *time <= DUE_SECONDS);
        if time.is_none() {
            self.wrong(path, fault);
        }
        time
    }
}
