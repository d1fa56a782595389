//! The overview as samples show it.

use super::*;
use crate::web::view::{
    FieldError, Hidden, Problem, View, ViewLink,
    ticket_list::{
        ColumnChoice, Columns, Filter, Filters, GroupLink, Head, ListState, Narrowing, Order,
        Place, SavedLink, Selection, SortLink, TicketListPage, ViewMenu, Wider,
        words::{Complete, Offered},
    },
};

pub(super) fn views() -> Vec<ViewLink> {
    [
        (View::NeedsAnswer, 15),
        (View::Mine, 3),
        (View::Unassigned, 3),
        (View::NotClosed, 25),
        (View::Everything, 1_042),
    ]
    .into_iter()
    .map(|(view, count)| ViewLink {
        view,
        url: "/tickets?assignee=me".to_owned(),
        count: Some(count),
        current: view == View::Everything,
    })
    .collect()
}

fn saved(name: &str, shared: bool) -> SavedLink {
    SavedLink {
        name: name.to_owned(),
        url: "/tickets?status=open&view=3".to_owned(),
        count: 3,
        current: !shared,
        shared,
    }
}

fn filters() -> Filters {
    Filters {
        status: Status::ALL
            .map(|value| Filter {
                value,
                url: format!("/tickets?status={}", value.word()),
                count: 7,
                on: value == Status::Open,
            })
            .to_vec(),
        priority: [
            Priority::Urgent,
            Priority::High,
            Priority::Medium,
            Priority::Low,
        ]
        .map(|value| Filter {
            value,
            url: format!("/tickets?priority={}", value.word()),
            count: 1_234,
            on: false,
        })
        .to_vec(),
    }
}

pub fn list(state: ListState, count: usize) -> TicketListPage {
    TicketListPage {
        wrong: query::wrong(),
        near: Some(query::near()),
        indexed: Some(query::indexed()),
        chips: query::chips(),
        query: "caisse \"><script>".to_owned(),
        views: views(),
        groups: vec![GroupLink {
            name: "Devices".to_owned(),
            url: "/tickets?assignee=group:3".to_owned(),
            count: 6,
            current: false,
        }],
        saved: vec![
            saved("Urgent, not mine", false),
            saved("<b>Quotes</b>", true),
        ],
        menu: ViewMenu {
            id: Some(3),
            list: "status=open".to_owned(),
            name: "Urgent, not mine".to_owned(),
            shared: false,
            may_share: true,
            open: false,
            errors: Vec::new(),
        },
        filters: filters(),
        clear_url: Some("/tickets".to_owned()),
        wider: Some(Wider {
            without: Narrowing::Words,
            term: Some("tag:vpn".to_owned()),
            url: "/tickets?status=open".to_owned(),
            count: 2,
        }),
        first_mail_url: Some("/setup/first-mail".to_owned()),
        hidden: vec![Hidden {
            name: "status".to_owned(),
            value: "open".to_owned(),
        }],
        state,
        usual_order: true,
        columns: columns(&USUAL),
        selection: Selection::default(),
        most_at_once: 10_000,
        tags: vec!["printer".to_owned(), "vpn".to_owned()],
        rows: rows(count),
        total: 1_042,
        csv_url: "/tickets.csv?status=open".to_owned(),
        older_url: Some("/tickets?after=xyz".to_owned()),
        newest_url: None,
        rows_url: "/tickets/rows?status=open".to_owned(),
        preview: None,
        preview_close_url: "/tickets?status=open".to_owned(),
        in_bin: false,
        create: TicketCreate::new("formname".to_owned(), options()),
        address: Some("support@help.lumen.example".to_owned()),
    }
}

const USUAL: [&str; 7] = [
    "name", "customer", "status", "assignee", "priority", "tags", "updated",
];
/// Every column that there is.
pub const ALL: [&str; 12] = [
    "number",
    "name",
    "description",
    "customer",
    "status",
    "assignee",
    "priority",
    "tags",
    "mailbox",
    "due",
    "created",
    "updated",
];

pub fn columns(names: &[&'static str]) -> Columns {
    let sort = |column: &'static str| SortLink {
        column,
        url: format!("/tickets?status=open&sort={column}"),
        sorted: (column == "updated").then_some("descending"),
    };
    let sorted = |column: &str| !matches!(column, "tags" | "description" | "mailbox");
    Columns {
        names: names.to_vec(),
        heads: names
            .iter()
            .map(|column| Head {
                column,
                width: (*column == "status").then_some(180),
                sort: sorted(column).then(|| sort(column)),
            })
            .collect(),
        choices: ALL
            .iter()
            .map(|column| ColumnChoice {
                column,
                shown: names.contains(column),
                earlier: *column != "number",
                later: *column != "updated",
            })
            .collect(),
        compact: names.len() > 7,
        sorts: ALL.into_iter().filter(|it| sorted(it)).map(sort).collect(),
        order: Order {
            column: "updated",
            word: "newest",
            usual_url: None,
        },
        back: "/tickets?status=open".to_owned(),
        open: false,
        focus: String::new(),
        moved: None,
    }
}

/// By customer, from the end of the alphabet.
pub fn by_customer() -> Order {
    Order {
        column: "customer",
        word: "descending",
        usual_url: Some("/tickets?status=open".to_owned()),
    }
}

/// The customer's column, moved.
pub fn moved() -> Place {
    Place {
        column: "customer",
        at: 3,
        of: 7,
    }
}

/// Three rows that are selected, and a tag that is none.
pub fn refused() -> Selection {
    Selection {
        chosen: vec![1_042, 1_041, 1_039],
        tag: "a,b".to_owned(),
        errors: vec![FieldError::new("bulk", Problem::Tag)],
    }
}

/// One offer of each kind.
pub fn complete() -> Complete {
    let offer = |kind, name: &str| Offered {
        text: format!("{name} "),
        kind,
        name: name.to_owned(),
        detail: "<b>bold@lumen.example".to_owned(),
        ..Offered::default()
    };
    Complete {
        units: 3,
        offers: vec![
            offer("key", "status"),
            offer("status", "waiting"),
            offer("priority", "urgent"),
            offer("is", "overdue"),
            offer("has", "pdf"),
            offer("who", "me"),
            offer("span", "7d"),
            offer("name", "<script>Zoé"),
            offer("tag", "<i>refuses"),
            offer("text", "2026-11-30"),
        ],
    }
}
