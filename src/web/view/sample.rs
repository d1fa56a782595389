//! One lively organization for the tests of pages. Names and domains are fictional.

use super::{
    Assignee, AssigneeOption, Due, Person, Section, Shell, SignedIn, Tag,
    inbox::{Inbox, InboxItem, InboxPage},
    log::What,
    ticket::{
        Composer, ComposerMode, FreshLink, Other, OtherDoing, OtherTicket, Recipient, ShowLink,
        Then, TicketInfo, TicketPage,
    },
    ticket_create::TicketCreate,
    ticket_list::{Latest, Preview, TicketRow},
};
use crate::domain::{
    log_part::Show,
    right::Right,
    tag::Colour,
    ticket::{Priority, Status},
    time::Timestamp,
    user::{Language, Theme},
};

mod audit;
mod dashboard;
pub mod forward;
mod log;
mod people;
mod query;
pub mod ticket_list;

pub use audit::audit;
pub use dashboard::{dashboard, quiet_dashboard};
pub use log::log;
pub use ticket_list::list;

/// Tuesday 17 March 2026, 09:46 in Paris.
pub const NOW: Timestamp = Timestamp(1_773_737_160_000_000);
const MINUTE: i64 = 60_000_000;

pub fn ago(minutes: i64) -> Timestamp {
    Timestamp(NOW.0 - minutes * MINUTE)
}

pub fn shell(lang: Language, section: Section) -> Shell {
    Shell {
        lang,
        theme: Theme::System,
        compact: lang == Language::Fr,
        now: NOW,
        zone: "Europe/Paris".to_owned(),
        organization: "Lumen & Fils".to_owned(),
        user: Some(SignedIn {
            id: 5,
            person: ines(),
            role: "admin".to_owned(),
            role_is_predefined: true,
            rights: Right::ALL.into_iter().map(Right::word).collect(),
            has_settings: true,
            single_keys: true,
            access: "k5uqk3dn".to_owned(),
        }),
        section,
        demo: true,
        form_token: "f0rm".to_owned(),
        path: "/tickets?status=open".to_owned(),
        rev: 88_123,
        mentions: 2,
        unread: 4,
        notice: None,
    }
}

pub fn ines() -> Person {
    Person::new("Inès Caron", 5)
}

pub fn tom() -> Person {
    Person::new("Tom Okafor", 3)
}

pub fn camille() -> Person {
    Person::new("Camille Roussel", 0)
}

pub fn others() -> Vec<Other> {
    let mireille = Person::new("Mireille Faure", 4);
    vec![
        Other {
            person: mireille,
            doing: OtherDoing::Look,
        },
        Other {
            person: tom(),
            doing: OtherDoing::Note,
        },
    ]
}

fn devices() -> Assignee {
    Assignee::Group {
        name: "Devices".to_owned(),
    }
}

pub fn options() -> Vec<AssigneeOption> {
    let user = |id: u64, person: Person| AssigneeOption {
        value: format!("user:{id}"),
        assignee: Assignee::User(person),
    };
    let group = AssigneeOption {
        value: "group:3".to_owned(),
        assignee: devices(),
    };
    vec![user(5, ines()), user(3, tom()), group]
}

const NAMES: [(&str, &str, &str); 10] = [
    (
        "Printer in the front office prints blank pages",
        "Camille Roussel",
        "Since this morning every page comes out white, even the test page, and the toner is new.",
    ),
    (
        "Impossible d’ouvrir la caisse ce matin",
        "Boulangerie Petit",
        "Bonjour, le logiciel de caisse reste bloqué sur l’écran de démarrage.",
    ),
    (
        "VPN drops every ten minutes",
        "Hugo Lambert",
        "It comes back by itself, but calls are cut.",
    ),
    (
        "New starter on Monday: laptop and accounts",
        "Sarah Whitfield",
        "Her name is Noor. She needs mail, calendar and the drawing program.",
    ),
    (
        "Radios invisibles dans le logiciel d’imagerie",
        "Dr Amandine Colin",
        "Les clichés d’hier soir n’apparaissent plus pour aucun patient.",
    ),
    (
        "Invoice template shows the old address <b>bold</b>",
        "Noé Marchetti",
        "We moved in January; quote 2026-118 still has the old street.",
    ),
    ("Shared calendar: my edits are gone", "Greta Lindqvist", ""),
    (
        "Messagerie saturée au secrétariat",
        "Mairie de Vieuxbourg",
        "Plus aucun message n’arrive depuis 8 h.",
    ),
    ("مشكلة في الطابعة", "Omar Haddad", "الصفحات بيضاء"),
    (
        "Backup report says 2 files skipped",
        "Peter Nowak",
        "Which ones, and does it matter?",
    ),
];

pub fn rows(count: usize) -> Vec<TicketRow> {
    (0..count)
        .zip(NAMES.iter().cycle())
        .map(|(at, (name, customer, description))| TicketRow {
            number: 1_042 - at as u64,
            rev: 88_000 - at as u64,
            name: (*name).to_owned(),
            description: (*description).to_owned(),
            named: query::excerpt(at, name),
            excerpt: query::excerpt(at, description),
            customer: (*customer).to_owned(),
            status: Status::ALL[at % 4],
            priority: Priority::ALL[(at * 7 + 2) % 4],
            assignee: match at % 4 {
                0 => Some(Assignee::User(ines())),
                1 => Some(devices()),
                2 => Some(Assignee::User(tom())),
                _ => None,
            },
            tags: tags(&["printer", "front-office", "vpn"][..at % 4]),
            due: dues().get(at % 5).copied(),
            snoozed: (at == 3).then_some(ago(-300)),
            created: ago((at * at * 5) as i64),
            updated: ago((at * at * 3) as i64),
            mailbox: "support@help.lumen.example".to_owned(),
            unread: at % 3 == 0,
            outside: at == 4,
            preview_url: format!("/tickets?preview={}", 1_042 - at),
        })
        .collect()
}

/// Late, soon, later.
fn dues() -> Vec<Due> {
    let due = |word, minutes: i64| Due {
        word,
        at: ago(-minutes),
    };
    vec![due("answer", -75), due("set", 38), due("solution", 4_000)]
}

pub fn tags(names: &[&str]) -> Vec<Tag> {
    let colours = Colour::ALL.iter().cycle();
    let tag = |(name, colour): (&&str, &Colour)| Tag {
        name: (*name).to_owned(),
        colour: *colour,
    };
    names.iter().zip(colours).map(tag).collect()
}

pub fn preview() -> Preview {
    Preview {
        number: 1_038,
        rev: 88_000,
        name: "Radios invisibles dans le logiciel d’imagerie".to_owned(),
        description: "Les clichés d’hier soir n’apparaissent plus.".to_owned(),
        customer: "Dr Amandine Colin".to_owned(),
        status: Status::Processing,
        priority: Priority::Urgent,
        assignee: Some(devices()),
        tags: tags(&["imaging", "server"]),
        dues: dues(),
        created: ago(1_500),
        updated: ago(27),
        latest: Some(Latest {
            from: Person::new("Dr Amandine Colin", 4),
            at: ago(27),
            text: "Le service était au vert ce matin à 8 h,\npuis plus rien.".to_owned(),
        }),
        activities: log()
            .into_iter()
            .filter(|entry| !matches!(entry.what, What::Message(_)))
            .take(4)
            .collect(),
        close_url: Some("/tickets?status=open".to_owned()),
    }
}

pub fn inbox() -> Inbox {
    Inbox {
        views: ticket_list::views().into_iter().take(4).collect(),
        query: String::new(),
        wrong: Vec::new(),
        near: Some(query::near()),
        search_url: "/t/1042".to_owned(),
        hidden: Vec::new(),
        items: rows(14)
            .into_iter()
            .map(|row| InboxItem {
                url: format!("/t/{}?view=mine", row.number),
                current: row.number == 1_042,
                number: row.number,
                rev: row.rev,
                name: row.name,
                customer: row.customer,
                status: row.status,
                priority: row.priority,
                assignee: row.assignee,
                updated: row.updated,
                unread: row.unread && row.number != 1_042,
                mentioned: row.number == 1_039,
                others: if row.number == 1_039 {
                    others()
                } else {
                    Vec::new()
                },
            })
            .collect(),
        total: 15,
        older_url: Some("/t/1042?view=mine&shown=100".to_owned()),
        newest_url: Some("/t/1042?view=mine".to_owned()),
        items_url: "/inbox/items?view=mine".to_owned(),
    }
}

pub fn inbox_page() -> InboxPage {
    InboxPage {
        inbox: inbox(),
        create: TicketCreate::new("formname".to_owned(), options()),
        address: None,
    }
}

pub fn ticket() -> TicketInfo {
    TicketInfo {
        number: 1_042,
        rev: 88_123,
        since: "88123-1.2.3.4.5".to_owned(),
        name: "Printer in the front office prints blank pages".to_owned(),
        description: "Since this morning every page comes out white, even the test page."
            .to_owned(),
        name_typed: "Printer <b>".to_owned(),
        description_typed: "Typed before it was refused.".to_owned(),
        status: Status::Processing,
        priority: Priority::High,
        assignee: Some(Assignee::User(ines())),
        assignee_value: "user:5".to_owned(),
        assignees: options(),
        tags: tags(&["printer", "front-office"]),
        tag_typed: String::new(),
        known_tags: vec!["vpn".to_owned()],
        customer: people::customer(),
        participants: people::participants(),
        participant_typed: String::new(),
        dues: dues(),
        due_typed: "2026-03-16T14:00".to_owned(),
        earlier: vec![OtherTicket {
            number: 1_029,
            name: "Scanner to e-mail refuses the password".to_owned(),
            status: Status::Waiting,
            deleted: false,
        }],
        links: vec![OtherTicket {
            number: 1_030,
            name: "Toner <b>".to_owned(),
            status: Status::Open,
            deleted: true,
        }],
        link_typed: "#x".to_owned(),
        merge_typed: "#y".to_owned(),
        created: ago(1_014),
        updated: ago(2),
        mailbox: Some("support@help.lumen.example".to_owned()),
        has_mail: true,
        has_rules: true,
        automatic: false,
        bin_until: None,
        snoozed: Some(ago(-300)),
        until_typed: "2026-03-20T09:00".to_owned(),
        others: others(),
        came_from: Some(1_031),
        errors: Vec::new(),
    }
}

pub fn composer(mode: ComposerMode) -> Composer {
    Composer {
        mode,
        to: Some(Recipient {
            person: camille(),
            address: "camille@cabinet-roussel.example".to_owned(),
            instead_of: Some("camille@roussel.example".to_owned()),
        }),
        cc: "paul@cabinet-roussel.example".to_owned(),
        text: String::new(),
        signature: Some("Inès Caron\nLumen & Fils".to_owned()),
        note: String::new(),
        then: Then::Waiting,
        seen: 88_123,
        held: None,
        kept: Vec::new(),
        most_bytes: 25 << 20,
        errors: Vec::new(),
        forward: None,
    }
}

fn ticket_shows() -> Vec<ShowLink> {
    Show::ALL
        .into_iter()
        .map(|show| ShowLink {
            word: show.word(),
            url: format!("/t/1042?show={}", show.word()),
            current: show == Show::All,
        })
        .collect()
}

pub fn ticket_page() -> TicketPage {
    TicketPage {
        ticket: ticket(),
        log: log(),
        older_url: Some("/t/1042?before=12".to_owned()),
        newest_url: Some("/t/1042".to_owned()),
        shows: ticket_shows(),
        fresh: Some(FreshLink {
            first: 88_120,
            lines: 2,
            url: "/t/1042#new".to_owned(),
        }),
        log_url: "/t/1042/log".to_owned(),
        typed_note: None,
        composer: composer(ComposerMode::Mail),
        inbox: inbox(),
        create: TicketCreate::new("formname".to_owned(), options()),
    }
}
