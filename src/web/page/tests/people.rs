//! The pages of people, groups and roles, with names of strangers in every place.

use super::*;
use crate::domain::{right::Right, role::predefined};
use crate::web::view::{
    Notice,
    log::{Delivery, DeliveryWord, ReasonPart},
    settings_group::{GroupPage, KnownGroup},
    settings_people::{
        Cell, Choice, GroupRow, PeoplePage, RightRow, RoleColumn, RoleName, UserRow,
    },
    settings_role::{KnownRole, RightChoice, RolePage},
    settings_user::{AccountMail, KnownUser, UserPage, Was},
};

const HOSTILE: &str = "<b>bold</b> \"Team\" & <script>";

fn role(name: &str) -> RoleName {
    RoleName {
        name: name.to_owned(),
        is_predefined: predefined().iter().any(|role| role.name == name),
    }
}

fn choice(value: &str, label: RoleName, detail: &str) -> Choice {
    Choice {
        value: value.to_owned(),
        label,
        detail: detail.to_owned(),
        is_chosen: value == "2",
        was: value == "3",
        is_locked: value == "1",
    }
}

fn roles() -> Vec<Choice> {
    ["admin", "expert", "observer", HOSTILE]
        .iter()
        .zip(["1", "2", "3", "4"])
        .map(|(name, value)| choice(value, role(name), ""))
        .collect()
}

fn groups() -> Vec<Choice> {
    vec![
        choice("2", role("Front desk"), ""),
        choice("3", role(HOSTILE), "hostile@lumen.example"),
    ]
}

fn errors(wrong: &[(&str, Problem)]) -> Vec<FieldError> {
    let error = |(field, problem): &(&str, Problem)| FieldError::new(field, *problem);
    wrong.iter().map(error).collect()
}

fn list(wrong: &[(&str, Problem)]) -> PeoplePage {
    let names = ["Inès Caron", "Tom Okafor", HOSTILE, "Aya Benali"];
    let users = names.iter().zip(1..).map(|(name, id)| UserRow {
        id,
        person: crate::web::view::Person::new(name, id),
        email: format!("user{id}@lumen.example"),
        roles: vec![role("expert"), role(HOSTILE)][..id as usize % 3].to_vec(),
        groups: vec!["Front desk".to_owned(), HOSTILE.to_owned()][..id as usize % 3].to_vec(),
        has_password: id > 2,
        second_step: id == 3,
        invite_failed: id == 1,
        last_seen: (id != 4).then(|| sample::ago(37 * id as i64)),
        is_active: id != 4,
    });
    let columns = [
        ("admin", None),
        ("expert", Some("")),
        (HOSTILE, Some("tags")),
    ];
    let group = |id: u64, members| GroupRow {
        id,
        name: HOSTILE.to_owned(),
        members,
        mailboxes: vec!["support@lumen.example".to_owned()][..id as usize % 2].to_vec(),
        roles: vec![role("observer")][..id as usize % 2].to_vec(),
    };
    PeoplePage {
        users: users.collect(),
        groups: vec![group(1, vec![sample::ines(); 8]), group(2, Vec::new())],
        roles: columns
            .iter()
            .zip(1..)
            .map(|((name, was), id)| RoleColumn {
                id,
                label: role(name),
                was: was.map(str::to_owned),
            })
            .collect(),
        rights: Right::ALL
            .into_iter()
            .map(|right| RightRow {
                word: right.word(),
                key: right.word().replace(':', "-"),
                cells: (0..3)
                    .map(|at| Cell {
                        is_on: at == 0 || right == Right::Tags,
                        is_locked: at == 0,
                    })
                    .collect(),
            })
            .collect(),
        errors: errors(wrong),
    }
}

fn user(known: Option<KnownUser>, wrong: &[(&str, Problem)]) -> UserPage {
    let sight = |word: &str, value: &str| Choice {
        value: word.to_owned(),
        ..choice(value, role(word), "")
    };
    UserPage {
        action: known
            .as_ref()
            .map_or("/settings/people/new", |_| "/settings/people/7")
            .to_owned(),
        name: HOSTILE.to_owned(),
        email: "x\"@lumen.example".to_owned(),
        roles: roles(),
        groups: groups(),
        visibility: vec![sight("own", "3"), sight("groups", "2"), sight("all", "1")],
        was: Was {
            name: HOSTILE.to_owned(),
            email: String::new(),
            visibility: "all".to_owned(),
        },
        known,
        errors: errors(wrong),
    }
}

fn known(is_active: bool, is_beyond: bool) -> KnownUser {
    KnownUser {
        name: HOSTILE.to_owned(),
        has_password: is_active,
        last_seen: is_active.then(|| sample::ago(3)),
        is_active,
        is_beyond,
        tickets: is_active.then_some(3),
        second_step: is_active,
        is_reader: is_beyond,
        mail: is_active.then(|| AccountMail {
            is_invite: true,
            sent: sample::ago(90),
            delivery: Delivery {
                recipient: "user2@lumen.example".to_owned(),
                state: DeliveryWord::Failed {
                    reason: vec![
                        ReasonPart::Desk {
                            word: "given-up",
                            about: "9".to_owned(),
                        },
                        ReasonPart::Server {
                            name: HOSTILE.to_owned(),
                        },
                        ReasonPart::Theirs {
                            words: format!("550 {HOSTILE}"),
                        },
                    ],
                },
                at: sample::ago(3),
            },
        }),
    }
}

fn group(known: Option<KnownGroup>, wrong: &[(&str, Problem)]) -> GroupPage {
    GroupPage {
        action: known
            .as_ref()
            .map_or("/settings/groups/new", |_| "/settings/groups/2")
            .to_owned(),
        name: HOSTILE.to_owned(),
        was_name: HOSTILE.to_owned(),
        members: groups(),
        mailboxes: vec![choice("1", role("support@lumen.example"), "")],
        roles: roles(),
        known,
        errors: errors(wrong),
    }
}

fn role_page(known: Option<KnownRole>, wrong: &[(&str, Problem)]) -> RolePage {
    RolePage {
        action: known
            .as_ref()
            .map_or("/settings/roles/new", |_| "/settings/roles/4")
            .to_owned(),
        name: HOSTILE.to_owned(),
        was_name: HOSTILE.to_owned(),
        rights: Right::ALL
            .into_iter()
            .map(|right| RightChoice {
                word: right.word(),
                key: right.word().replace(':', "-"),
                is_on: right == Right::TicketRead,
                was: right == Right::TicketEdit,
                is_locked: right == Right::Audit,
            })
            .collect(),
        known,
        errors: errors(wrong),
    }
}

pub(super) fn add(book: &mut Book<'_>) {
    let section = Section::Settings;
    let mut page = |what: &str, page: &PeoplePage| {
        book.add(what, "settings_people.html", section, page);
    };
    page("people", &list(&[]));
    page("people-error", &list(&[("rights", Problem::BeyondYou)]));
    let mut page = |what: &str, page: &UserPage| {
        book.add(what, "settings_user.html", section, page);
    };
    page("user-new", &user(None, &[]));
    let all = [
        ("name", Problem::Required),
        ("email", Problem::Taken),
        ("roles", Problem::BeyondYou),
        ("groups", Problem::Choice),
        ("visibility", Problem::BeyondYou),
        ("user", Problem::BeyondYou),
        ("active", Problem::LastAdmin),
    ];
    page("user-new-error", &user(None, &all));
    page("user", &user(Some(known(true, false)), &all));
    page("user-off", &user(Some(known(false, false)), &[]));
    page("user-beyond", &user(Some(known(true, true)), &[]));
    let mut page = |what: &str, page: &GroupPage| {
        book.add(what, "settings_group.html", section, page);
    };
    let all = [
        ("name", Problem::Taken),
        ("members", Problem::LastAdmin),
        ("mailboxes", Problem::Choice),
        ("roles", Problem::BeyondYou),
    ];
    let known = |tickets, is_beyond| KnownGroup {
        name: HOSTILE.to_owned(),
        is_beyond,
        tickets,
    };
    page("group-new", &group(None, &all));
    page("group", &group(Some(known(Some(0), false)), &[]));
    page("group-beyond", &group(Some(known(None, true)), &[]));
    let mut page = |what: &str, page: &RolePage| {
        book.add(what, "settings_role.html", section, page);
    };
    let known = |name: &str, is_fixed| KnownRole {
        label: role(name),
        is_fixed,
        users: 1,
        groups: 0,
    };
    let all = [
        ("name", Problem::Taken),
        ("rights", Problem::BeyondYou),
        ("role", Problem::BeyondYou),
    ];
    page("role-new", &role_page(None, &all));
    page("role", &role_page(Some(known(HOSTILE, false)), &all));
    page("role-beyond", &role_page(Some(known(HOSTILE, true)), &[]));
    page("role-admin", &role_page(Some(known("admin", true)), &[]));
    page("role-expert", &role_page(Some(known("expert", false)), &[]));
}

/// What every settings page can say first.
#[test]
fn every_notice_is_said_in_both_languages() {
    let templates = Templates::load().expect("templates");
    let mut said = std::collections::BTreeSet::new();
    for lang in [Language::En, Language::Fr] {
        let subject = || HOSTILE.to_owned();
        let mut notices = vec![Notice::Saved, Notice::Over];
        notices.push(Notice::Asleep {
            until: sample::ago(-300),
        });
        let of_people =
            ["user-deactivated", "group-deleted", "role-deleted"].map(|what| (what, 2, 1));
        let of_tickets = [
            "ticket-linked",
            "ticket-unlinked",
            "participant-added",
            "participant-confirmed",
            "participant-removed",
        ]
        .map(|what| (what, 0, 0));
        for (what, restored, left) in of_people.into_iter().chain(of_tickets) {
            notices.push(Notice::Undo {
                id: 7,
                what,
                subject: subject(),
            });
            notices.push(Notice::Undone {
                what,
                subject: subject(),
                restored,
                left,
            });
        }
        for what in ["tickets-changed", "customer-changed"] {
            let counts = [(subject(), 1, 0), (subject(), 0, 1)];
            for (subject, restored, left) in counts {
                notices.push(Notice::Undone {
                    what,
                    subject,
                    restored,
                    left,
                });
            }
        }
        notices.push(Notice::Undone {
            what: "tickets-changed",
            subject: String::new(),
            restored: 0,
            left: 1,
        });
        for notice in notices {
            let shell = Shell {
                notice: Some(notice.clone()),
                ..sample::shell(lang, Section::Settings)
            };
            let html = render(&templates, "settings_people.html", &shell, &list(&[]));
            let html = html.unwrap_or_else(|error| panic!("{notice:?} in {lang:?}: {error}"));
            let (_, notice_html) = html.split_once("role=\"status\">").expect("a status");
            assert!(!notice_html.contains("<script>"), "{notice:?}");
            let offers = matches!(notice, Notice::Undo { .. });
            assert_eq!(html.contains("action=\"/undo\""), offers, "{notice:?}");
            let (text, _) = html
                .split_once("<p class=\"grow\">")
                .and_then(|(_, rest)| rest.split_once("</p>"))
                .expect("a sentence");
            assert!(said.insert(text.to_owned()), "{text} is said twice");
        }
    }
}
