//! The quick filters: what a press on each leads to, and how many it would show.

use crate::{
    domain::{
        tally::Counts,
        ticket::{Priority, Status},
    },
    web::{
        list_query::ListQuery,
        view::ticket_list::{Filter, Filters},
    },
};

use super::PATH;

/// Status and priority as the quick filters show them.
const STATUS: [Status; 4] = [
    Status::Open,
    Status::Processing,
    Status::Waiting,
    Status::Closed,
];
const PRIORITY: [Priority; 4] = [
    Priority::Urgent,
    Priority::High,
    Priority::Medium,
    Priority::Low,
];

/// Draws them for a list.
pub(super) fn filters(list: &ListQuery, counts: &Counts) -> Filters {
    let status = STATUS.map(|value| {
        let mut pressed = ListQuery {
            after: None,
            preview: None,
            ..list.clone()
        };
        toggle(&mut pressed.status, value, STATUS);
        Filter {
            value,
            url: pressed.url(PATH, &[]),
            count: counts
                .status
                .get(usize::from(value.code()))
                .copied()
                .unwrap_or(0),
            on: list.status.contains(&value),
        }
    });
    let priority = PRIORITY.map(|value| {
        let mut pressed = ListQuery {
            after: None,
            preview: None,
            ..list.clone()
        };
        toggle(&mut pressed.priority, value, PRIORITY);
        Filter {
            value,
            url: pressed.url(PATH, &[]),
            count: counts
                .priority
                .get(usize::from(value.code()))
                .copied()
                .unwrap_or(0),
            on: list.priority.contains(&value),
        }
    });
    Filters {
        status: status.to_vec(),
        priority: priority.to_vec(),
    }
}

/// Adds or takes away a value and keeps the order of the filters, so that equal lists have equal addresses.
fn toggle<T: Copy + PartialEq>(values: &mut Vec<T>, value: T, order: [T; 4]) {
    let was_on = values.contains(&value);
    let on = |one: &T| {
        if *one == value {
            !was_on
        } else {
            values.contains(one)
        }
    };
    *values = order.into_iter().filter(on).collect();
}
