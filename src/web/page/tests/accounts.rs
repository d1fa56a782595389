//! The pages around an account: links that set a password, a forgotten one, the profile.

use super::*;
use crate::web::view::{
    password_link::{Link, PasswordLinkPage, Purpose},
    profile::{Day, ProfilePage},
    sign_in_forgot::{self, SignInForgotPage},
};

pub(super) fn add(book: &mut Book<'_>) {
    sign_ins(book);
    let link = |purpose, link, wrong: &[(&str, Problem)]| PasswordLinkPage {
        purpose,
        action: "/invite/abc".to_owned(),
        link,
        errors: errors(wrong),
    };
    let works = || Link::Works {
        name: "Noor <b>bold</b>".to_owned(),
        email: "noor@lumen.example".to_owned(),
    };
    for (what, template, purpose) in [
        ("invite", "invite.html", Purpose::Invite),
        ("reset", "reset.html", Purpose::Reset),
    ] {
        let short = [("password", Problem::PasswordShort)];
        let mut add = |name: &str, page| {
            book.add(&format!("{what}{name}"), template, Section::None, &page);
        };
        add("", link(purpose, works(), &[]));
        add("-error", link(purpose, works(), &short));
        add("-used", link(purpose, Link::Used, &[]));
        add("-expired", link(purpose, Link::Expired, &[]));
        add("-unknown", link(purpose, Link::Unknown, &[]));
    }
    for (what, state) in [
        ("forgot", sign_in_forgot::State::Ask),
        ("forgot-sent", sign_in_forgot::State::Sent),
        (
            "forgot-paused",
            sign_in_forgot::State::Paused { minutes: 15 },
        ),
    ] {
        let page = SignInForgotPage {
            email: "ines@lumen.example".to_owned(),
            state,
            errors: Vec::new(),
        };
        book.add(what, "sign_in_forgot.html", Section::None, &page);
    }
    for (what, wrong) in [
        ("profile", &[][..]),
        (
            "profile-error",
            &[
                ("name", Problem::Required),
                ("time_zone", Problem::Zone),
                ("signature", Problem::TooLong),
                ("hours.2", Problem::Hours),
            ],
        ),
    ] {
        book.add(what, "profile.html", Section::Settings, &profile(wrong));
    }
}

fn profile(wrong: &[(&str, Problem)]) -> ProfilePage {
    let day = |from: &str, to: &str| Day {
        from: from.to_owned(),
        to: to.to_owned(),
    };
    let mut hours = vec![day("08:30", "17:00"); 5];
    hours.extend([day("", ""), day("", "")]);
    ProfilePage {
        name: "Inès Caron".to_owned(),
        email: "ines@lumen.example".to_owned(),
        language: "fr".to_owned(),
        time_zone: String::new(),
        organization_zone: "Europe/Paris".to_owned(),
        signature: "Inès Caron\nLumen <b>bold & Fils".to_owned(),
        theme: Theme::Dark,
        single_keys: true,
        away: false,
        hours,
        saved: wrong.is_empty(),
        errors: errors(wrong),
    }
}

fn sign_ins(book: &mut Book<'_>) {
    let sign_in = |errors, left, paused_minutes, busy| SignInPage {
        busy,
        email: "ines@lumen.example".to_owned(),
        host: "help.lumen.example".to_owned(),
        next: "/t/1042".to_owned(),
        errors,
        left,
        paused_minutes,
    };
    book.add(
        "sign-in",
        "sign_in.html",
        Section::None,
        &sign_in(Vec::new(), None, None, false),
    );
    book.add(
        "sign-in-error",
        "sign_in.html",
        Section::None,
        &sign_in(
            errors(&[("password", Problem::NoMatch)]),
            Some(3),
            None,
            false,
        ),
    );
    book.add(
        "sign-in-paused",
        "sign_in.html",
        Section::None,
        &sign_in(
            errors(&[("password", Problem::Required)]),
            None,
            Some(15),
            false,
        ),
    );
    book.add(
        "sign-in-busy",
        "sign_in.html",
        Section::None,
        &sign_in(Vec::new(), None, None, true),
    );
}
