//! The second step of signing in, and the page where somebody keeps theirs.

use super::*;
use crate::web::view::{
    profile_security::{Done, Picture, ProfileSecurityPage, SignInLine, Step},
    sign_in_code::SignInCodePage,
};

pub(super) fn pages(book: &mut Book<'_>) {
    let line = |browser: &str, system: &str, this| SignInLine {
        name: "0123456789abcdef".to_owned(),
        browser: browser.to_owned(),
        system: system.to_owned(),
        from: "2001:db8:aaaa:bbbb:cccc:dddd:eeee:ffff".to_owned(),
        created: sample::ago(90_000),
        seen: sample::ago(3),
        this,
    };
    let shown = Step::Shown {
        secret: "JBSW Y3DP EHPK 3PXP JBSW Y3DP EHPK 3PXP".to_owned(),
        picture: Picture {
            size: 41,
            path: "M4 4h7v1h-7z".to_owned(),
        },
    };
    let on = |codes| Step::On {
        left: 10,
        codes,
        new: true,
    };
    let code = "abcd-efgh-ijkl-mnop".to_owned();
    for (what, act, wrong, done, step) in [
        ("off", "", &[][..], Some(Done::StepOff), Step::Off),
        (
            "begin",
            "begin",
            &[("confirm", Problem::PasswordWrong)],
            None,
            Step::Off,
        ),
        (
            "shown",
            "confirm",
            &[("code", Problem::CodeWrong)][..],
            None,
            shown,
        ),
        ("codes", "confirm", &[], None, on(vec![code; 10])),
        (
            "on",
            "password",
            &[
                ("old", Problem::PasswordWrong),
                ("password", Problem::PasswordCommon),
                ("confirm", Problem::Paused),
            ],
            Some(Done::Password),
            on(Vec::new()),
        ),
    ] {
        let page = ProfileSecurityPage {
            email: "ines@lumen.example".to_owned(),
            act: act.to_owned(),
            errors: errors(wrong),
            done,
            step,
            sign_ins: vec![
                line("Firefox", "Windows", true),
                line("", "", false),
                line("curl", "", false),
            ],
        };
        let what = format!("security-{what}");
        book.add(&what, "profile_security.html", Section::Settings, &page);
    }
    for (what, wrong, recovery) in [
        ("code", false, false),
        ("code-wrong", true, false),
        ("code-recovery", true, true),
    ] {
        let page = SignInCodePage {
            next: "/t/1042".to_owned(),
            wrong,
            recovery,
            trust: recovery,
        };
        let what = format!("sign-in-{what}");
        book.add(&what, "sign_in_code.html", Section::None, &page);
    }
}
