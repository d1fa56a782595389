//! Password, second step and sign-ins of the person at the page.

use poem::{Response, http::StatusCode};

use crate::{
    desk::{access::UserDesk, devices::SignIn, problem::Problem},
    domain::time::Timestamp,
};

use super::{
    call::Call,
    draw,
    error::WebError,
    gate::{Answer, see_other},
    respond,
    view::{
        FieldError, Section,
        profile_security::{Done, ProfileSecurityPage, SignInLine, Step},
    },
};

pub(super) mod agent;
mod picture;

const PATH: &str = "/profile/security";

/// Shows the page.
pub async fn profile_security(call: Call, user: UserDesk) -> Answer {
    show(&call, &user, Vec::new(), None).await
}

/// Recovery codes that were made by this request.
struct Made {
    codes: Vec<String>,
    /// True if the second step was switched on with them.
    new: bool,
}

async fn show(call: &Call, user: &UserDesk, errors: Vec<FieldError>, made: Option<Made>) -> Answer {
    let (own, now) = (user.clone(), call.now);
    let (left, shown, sign_ins) = call
        .run(move |_| {
            let left = own.recovery_left()?;
            let shown = own.second_step_shown(now)?;
            Ok::<_, Problem>((left, shown, own.sign_ins(now)?))
        })
        .await?;
    let step = match (left, shown) {
        (Some(left), _) => {
            let new = made.as_ref().is_some_and(|made| made.new);
            let codes = made.map_or_else(Vec::new, |made| made.codes);
            Step::On { left, codes, new }
        }
        (None, Some(shown)) => Step::Shown {
            secret: grouped(&shown.secret),
            picture: picture::draw(&shown.uri).map_err(WebError::internal)?,
        },
        (None, None) => Step::Off,
    };
    let done = call.query.text("done");
    let page = ProfileSecurityPage {
        email: user.user().email.to_string(),
        act: call.form.text("act").to_owned(),
        errors,
        done: Done::ALL.into_iter().find(|known| known.word() == done),
        step,
        sign_ins: sign_ins.into_iter().map(line).collect(),
    };
    respond::page(
        call,
        Some(user),
        Section::None,
        "profile_security.html",
        &page,
    )
}

/// A secret in groups of four, as people type it.
fn grouped(secret: &str) -> String {
    let letters: Vec<char> = secret.chars().collect();
    let groups = letters
        .chunks(4)
        .map(|group| group.iter().collect::<String>());
    groups.collect::<Vec<_>>().join(" ")
}

fn line(one: SignIn) -> SignInLine {
    let (browser, system) = agent::read(&one.agent);
    SignInLine {
        name: one.name,
        browser: browser.to_owned(),
        system: system.to_owned(),
        from: one.from.to_string(),
        created: one.created,
        seen: one.seen,
        this: one.is_this,
    }
}

/// What a form of the page asks for.
enum Act {
    Password { old: String, new: String },
    Begin { password: String },
    Cancel,
    Confirm { code: String },
    Recovery { password: String },
    Off { password: String },
    Revoke { which: String },
    RevokeOthers,
}

fn act(call: &Call) -> Option<Act> {
    let text = |name: &str| call.form.text(name).to_owned();
    // Passwords may begin or end with a space.
    let raw = |name: &str| call.form.get(name).unwrap_or_default().to_owned();
    Some(match call.form.text("act") {
        "password" => Act::Password {
            old: raw("old"),
            new: raw("password"),
        },
        "begin" => Act::Begin {
            password: raw("confirm"),
        },
        "cancel" => Act::Cancel,
        "confirm" => Act::Confirm { code: text("code") },
        "recovery" => Act::Recovery {
            password: raw("confirm"),
        },
        "off" => Act::Off {
            password: raw("confirm"),
        },
        "revoke" => Act::Revoke {
            which: text("which"),
        },
        "revoke-others" => Act::RevokeOthers,
        _ => return None,
    })
}

/// What was done.
enum Ended {
    To(&'static str),
    Codes(Made),
}

fn run(user: &UserDesk, act: Act, now: Timestamp) -> Result<Ended, Problem> {
    const BACK: Ended = Ended::To(PATH);
    match act {
        Act::Password { old, new } => {
            user.password_change(&old, &new, now)?;
            Ok(Ended::To("/profile/security?done=password"))
        }
        Act::Begin { password } => user.second_step_begin(&password, now).map(|()| BACK),
        Act::Cancel => user.second_step_cancel().map(|()| BACK),
        Act::Confirm { code } => {
            let codes = user.second_step_confirm(&code, now)?;
            Ok(Ended::Codes(Made { codes, new: true }))
        }
        Act::Recovery { password } => {
            let codes = user.recovery_make(&password, now)?;
            Ok(Ended::Codes(Made { codes, new: false }))
        }
        Act::Off { password } => {
            user.second_step_off(&password, now)?;
            Ok(Ended::To("/profile/security?done=step-off"))
        }
        Act::Revoke { which } => {
            user.sign_in_revoke(&which, now)?;
            Ok(Ended::To("/profile/security?done=revoked"))
        }
        Act::RevokeOthers => {
            user.sign_ins_revoke_others(now)?;
            Ok(Ended::To("/profile/security?done=revoked"))
        }
    }
}

/// Does what a form of the page asks for.
pub async fn profile_security_post(call: Call, user: UserDesk) -> Answer {
    let act = act(&call).ok_or(WebError::BadRequest)?;
    let (own, now) = (user.clone(), call.now);
    match call.run(move |_| run(&own, act, now)).await {
        Ok(Ended::To(path)) => Ok(see_other(path)),
        // Shown in the answer itself: a second request could not show them again.
        Ok(Ended::Codes(made)) => show(&call, &user, Vec::new(), Some(made)).await,
        // Somebody else was faster, in another tab: the page says how it is now.
        Err(WebError::Forbidden | WebError::NotFound) => Ok(see_other(PATH)),
        Err(error) => refused(&call, &user, error).await,
    }
}

async fn refused(call: &Call, user: &UserDesk, error: WebError) -> Result<Response, WebError> {
    let Some(mut wrong) = draw::field_error(&error) else {
        return Err(error);
    };
    // The new password and the one that proves who asks have names of their own.
    if matches!(call.form.text("act"), "begin" | "off" | "recovery") {
        "confirm".clone_into(&mut wrong.field);
    }
    let mut response = show(call, user, vec![wrong], None).await?;
    response.set_status(StatusCode::UNPROCESSABLE_ENTITY);
    Ok(response)
}
