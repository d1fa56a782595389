//! Which calendar a ticket follows: that of the group that has it, or of a group of whoever has it;
//! else that of its mailbox; else the one for all others; else there are no hours and no targets.

use std::{
    collections::HashMap,
    sync::{Arc, LazyLock},
};

use crate::domain::{
    assignee::Assignee,
    group::Group,
    id::{CalendarId, GroupId, MailboxId, UserId},
};

use super::{Calendar, Targets, hours::Hours};

/// A calendar that can be counted with.
#[derive(Clone, Debug)]
pub struct Service {
    /// None where there is no calendar.
    pub calendar: Option<CalendarId>,
    pub hours: Hours,
    pub answer: Targets,
    pub solution: Targets,
}

static NONE: LazyLock<Arc<Service>> = LazyLock::new(|| {
    Arc::new(Service {
        calendar: None,
        hours: Hours::always(),
        answer: Targets::default(),
        solution: Targets::default(),
    })
});

impl Service {
    fn new(calendar: &Calendar) -> Self {
        Self {
            calendar: Some(calendar.id),
            hours: Hours::new(calendar),
            answer: calendar.answer,
            solution: calendar.solution,
        }
    }

    /// What holds where there is no calendar: every hour counts, nothing is promised.
    #[must_use]
    pub fn none() -> Arc<Self> {
        Arc::clone(&NONE)
    }
}

/// All calendars, ready to be asked.
#[derive(Clone, Debug, Default)]
pub struct Services {
    of_group: HashMap<GroupId, Arc<Service>>,
    of_member: HashMap<UserId, Arc<Service>>,
    of_mailbox: HashMap<MailboxId, Arc<Service>>,
    default: Option<Arc<Service>>,
    /// What holds where there is no calendar, in the zone of the organization.
    none: Option<Arc<Service>>,
}

impl Services {
    /// Makes calendars ready. Of somebody in several groups the group that was made first counts.
    #[must_use]
    pub fn new(calendars: &[Calendar], groups: &[Group]) -> Self {
        let mut services = Self::default();
        for calendar in calendars {
            let service = Arc::new(Service::new(calendar));
            for id in &calendar.groups {
                services.of_group.insert(*id, Arc::clone(&service));
            }
            for id in &calendar.mailboxes {
                services.of_mailbox.insert(*id, Arc::clone(&service));
            }
            if calendar.is_default {
                services.default = Some(service);
            }
        }
        let mut groups: Vec<&Group> = groups.iter().collect();
        groups.sort_unstable_by_key(|group| group.id);
        for group in groups {
            let Some(service) = services.of_group.get(&group.id) else {
                continue;
            };
            for member in &group.members {
                let held = services.of_member.entry(*member);
                held.or_insert_with(|| Arc::clone(service));
            }
        }
        services
    }

    /// The same for an organization in this zone: the clock of tickets without a calendar.
    #[must_use]
    pub fn in_zone(mut self, zone: &str) -> Self {
        let none = Service::none();
        self.none = Some(Arc::new(Service {
            hours: none.hours.clone().in_zone(zone),
            ..Service::clone(&none)
        }));
        self
    }

    /// The calendar of a ticket.
    #[must_use]
    pub fn of(&self, assignee: Option<Assignee>, mailbox: Option<MailboxId>) -> Arc<Service> {
        let of_assignee = match assignee {
            Some(Assignee::Group(id)) => self.of_group.get(&id),
            Some(Assignee::User(id)) => self.of_member.get(&id),
            None => None,
        };
        let of_mailbox = || self.of_mailbox.get(&mailbox?);
        let service = of_assignee.or_else(of_mailbox).or(self.default.as_ref());
        let service = service.or(self.none.as_ref());
        service.map_or_else(Service::none, Arc::clone)
    }
}

#[cfg(test)]
mod tests;
