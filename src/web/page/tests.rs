//! Every page and fragment in both languages: it renders, and what it renders is sound.

use super::*;
use crate::domain::{
    right::{Right, Rights},
    user::Theme,
};
use crate::web::view::{
    FieldError, Hidden, Problem, Section,
    error::{ErrorPage, Failure},
    sample,
    setup::{FirstMail, FirstTicket, ReceiverLine, SetupPage, Step},
    sign_in::SignInPage,
    ticket::{ComposerMode, Held, KeptFile, TicketPage},
    ticket_create::{TicketCreate, TicketCreatePage},
    ticket_list::ListState,
    ticket_print::TicketPrintPage,
};

use fragments::fragments;

mod accounts;
mod budget;
mod calendars;
mod customers;
mod dashboard;
mod desk_pages;
mod fragments;
mod lists;
mod people;
mod roles;
mod rules;
mod security;
mod sound;
mod why;

/// One rendered page: what it is, its language, its HTML.
struct Rendered {
    what: String,
    lang: Language,
    html: String,
}

struct Book<'a> {
    templates: &'a Templates,
    pages: Vec<Rendered>,
}

impl Book<'_> {
    fn add<P: Serialize>(&mut self, what: &str, template: &str, section: Section, page: &P) {
        self.add_for(what, template, section, Rights::EVERY, page);
    }

    /// The page as somebody sees it who may this.
    fn add_for<P: Serialize>(
        &mut self,
        what: &str,
        template: &str,
        section: Section,
        rights: Rights,
        page: &P,
    ) {
        for lang in [Language::En, Language::Fr] {
            let mut shell = sample::shell(lang, section);
            if let Some(user) = &mut shell.user {
                user.rights = rights.iter().map(Right::word).collect();
            }
            if section == Section::None && template != "home.html" {
                shell.user = None;
                shell.theme = Theme::Dark;
                shell.path = "/sign-in".to_owned();
            }
            let html = render(self.templates, template, &shell, page)
                .unwrap_or_else(|error| panic!("{what} in {lang:?}: {error}"));
            self.pages.push(Rendered {
                what: what.to_owned(),
                lang,
                html,
            });
        }
    }
}

fn pages(templates: &Templates) -> Vec<Rendered> {
    let mut book = Book {
        templates,
        pages: Vec::new(),
    };
    lists::add(&mut book);
    let ticket = sample::ticket_page();
    book.add("ticket", "ticket.html", Section::Inbox, &ticket);
    book.add("ticket-held", "ticket.html", Section::Inbox, &held());
    let print = TicketPrintPage {
        ticket: sample::ticket(),
        log: sample::log(),
        has_more: true,
    };
    book.add("print", "ticket_print.html", Section::Inbox, &print);
    let mut note = sample::ticket_page();
    note.composer = sample::composer(ComposerMode::Note);
    note.composer.to = None;
    note.ticket.assignee = None;
    book.add("ticket-note", "ticket.html", Section::Inbox, &note);
    let mut passes = sample::ticket_page();
    passes.composer = sample::composer(ComposerMode::Forward);
    passes.composer.forward = Some(sample::forward::form());
    book.add("ticket-forward", "ticket.html", Section::Inbox, &passes);
    book.add("inbox", "inbox.html", Section::Inbox, &sample::inbox_page());
    let mut empty = sample::inbox_page();
    empty.inbox.items.clear();
    empty.inbox.wrong = sample::list(ListState::Rows, 1).wrong;
    book.add("inbox-empty", "inbox.html", Section::Inbox, &empty);
    book.add(
        "create",
        "ticket_create.html",
        Section::Tickets,
        &create(&[]),
    );
    book.add(
        "create-error",
        "ticket_create.html",
        Section::Tickets,
        &create(&[
            ("customer.email", Problem::Address),
            ("name", Problem::Required),
            ("notify_customer", Problem::NobodyToTell),
        ]),
    );
    people::add(&mut book);
    customers::add(&mut book);
    dashboard::add(&mut book);
    desk_pages::add(&mut book);
    calendars::add(&mut book);
    security::pages(&mut book);
    roles::add(&mut book);
    rules::add(&mut book);
    why::add(&mut book);
    strangers(&mut book);
    accounts::add(&mut book);
    book.pages
}

fn held() -> TicketPage {
    let mut page = sample::ticket_page();
    page.composer.text = "Bonjour Camille,\n\nje regarde.".to_owned();
    page.composer.held = Some(Held {
        who: sample::tom(),
        entry: 17,
        at: sample::ago(1),
    });
    page.composer.kept = vec![KeptFile {
        id: "u1".to_owned(),
        name: "plan.pdf".to_owned(),
        size_bytes: 999,
    }];
    page.composer.errors = errors(&[
        ("cc", Problem::Addresses),
        ("text", Problem::TooLong),
        ("attachments", Problem::FileTooLarge),
    ]);
    page.ticket.errors = errors(&[("name", Problem::Required), ("add_tag", Problem::TooLong)]);
    page.ticket.status = crate::domain::ticket::Status::Closed;
    page.ticket.automatic = true;
    page
}

fn errors(list: &[(&str, Problem)]) -> Vec<FieldError> {
    list.iter()
        .map(|(field, problem)| FieldError::about(field, *problem, "plan.pdf".to_owned()))
        .collect()
}

fn create(wrong: &[(&str, Problem)]) -> TicketCreatePage {
    TicketCreatePage {
        create: TicketCreate {
            email: "camille@".to_owned(),
            assignee: "group:3".to_owned(),
            errors: errors(wrong),
            ..TicketCreate::new("formname".to_owned(), sample::options())
        },
    }
}

fn strangers(book: &mut Book<'_>) {
    let setup = |step, wrong: &[(&str, Problem)]| SetupPage {
        action: "/setup/abc".to_owned(),
        carried: vec![Hidden {
            name: "organization".to_owned(),
            value: "Lumen".to_owned(),
        }],
        step,
        errors: errors(wrong),
    };
    let organization = Step::Organization {
        organization: "Lumen".to_owned(),
        language: Language::Fr,
        time_zone: "Europe/Parris".to_owned(),
    };
    book.add(
        "setup-1",
        "setup.html",
        Section::None,
        &setup(organization, &[("time_zone", Problem::Zone)]),
    );
    let address = Step::Address {
        mailbox: "support@help.lumen.example".to_owned(),
    };
    book.add("setup-2", "setup.html", Section::None, &setup(address, &[]));
    let admin = Step::Admin {
        name: "Inès Caron".to_owned(),
        email: "ines@lumen.example".to_owned(),
    };
    book.add(
        "setup-3",
        "setup.html",
        Section::None,
        &setup(admin, &[("password", Problem::PasswordShort)]),
    );
    for (what, listen) in [
        ("setup-4", "192.0.2.7:25"),
        ("setup-4-local", "127.0.0.1:2525"),
    ] {
        let step = Step::FirstMail(first_mail(listen, None));
        book.add(what, "setup.html", Section::None, &setup(step, &[]));
    }
    let arrived = FirstTicket {
        number: 1,
        name: "Hello, is this thing on?".to_owned(),
        customer: "Inès Caron".to_owned(),
        status: crate::domain::ticket::Status::Open,
        at: sample::NOW,
    };
    let step = Step::FirstMail(first_mail("127.0.0.1:2525", Some(arrived)));
    book.add(
        "setup-4-arrived",
        "setup.html",
        Section::None,
        &setup(step, &[]),
    );
    for failure in failures() {
        let page = ErrorPage {
            status: 500,
            failure,
            reference: Some("7F3A".to_owned()),
            home_url: "/".to_owned(),
        };
        book.add(
            &format!("error-{failure:?}").to_lowercase(),
            "error.html",
            Section::None,
            &page,
        );
    }
}

fn failures() -> [Failure; 12] {
    [
        Failure::BadRequest,
        Failure::NotFound,
        Failure::Forbidden,
        Failure::FormExpired,
        Failure::LinkExpired,
        Failure::Conflict,
        Failure::TooLarge,
        Failure::Misdirected,
        Failure::Unprocessable,
        Failure::TooMany,
        Failure::Busy,
        Failure::Failed,
    ]
}

fn first_mail(listen: &str, ticket: Option<FirstTicket>) -> FirstMail {
    FirstMail {
        address: "support@help.lumen.example".to_owned(),
        smtp_listen: listen.to_owned(),
        local: listen.starts_with("127."),
        test: format!("swaks --server {listen} --to support@help.lumen.example"),
        lines: vec![ReceiverLine {
            at: sample::NOW,
            text: "connection from 198.51.100.20".to_owned(),
        }],
        ticket,
    }
}

/// Writes every page to the folder `GUICHET_PAGES`, to be looked at in a browser.
#[test]
fn pages_render() {
    let templates = Templates::load().expect("templates");
    let all = pages(&templates);
    assert!(
        all.iter()
            .all(|page| page.html.trim_end().ends_with("</html>"))
    );
    let Some(folder) = std::env::var_os("GUICHET_PAGES").map(std::path::PathBuf::from) else {
        return;
    };
    for page in all.iter().chain(&fragments(&templates)) {
        let file = folder
            .join(page.lang.word())
            .join(format!("{}.html", page.what));
        std::fs::create_dir_all(file.parent().expect("a folder")).expect("folder");
        std::fs::write(file, &page.html).expect("file");
    }
    for name in [
        "app.css",
        "app.js",
        "ticket_list.js",
        "ticket.js",
        "setup.js",
        "settings.css",
        "icons.svg",
    ] {
        let url = crate::web::assets::url(name).expect("asset");
        let file = folder.join(url.trim_start_matches('/'));
        std::fs::create_dir_all(file.parent().expect("a folder")).expect("folder");
        std::fs::write(file, crate::web::assets::asset(url).expect("asset").bytes).expect("file");
    }
}
