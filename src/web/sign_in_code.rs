//! The second step of signing in.

use poem::http::StatusCode;

use crate::desk::{
    devices::Trust,
    problem,
    second_step::{CodeError, Proof},
};

use super::{
    call::Call,
    error::WebError,
    gate::{Answer, see_other},
    respond, sign_in, site,
    view::{Section, sign_in_code::SignInCodePage},
};

/// Shows the form to a browser in which the password was given.
pub async fn sign_in_code(call: Call) -> Answer {
    let (secret, now) = (secret(&call), call.now);
    let asked = call
        .web
        .desk
        .run(move |desk| desk.half_signed_in(&secret, now));
    match asked.await?.map_err(problem::Problem::from)? {
        Some(_) => show(&call, false),
        None => Ok(to_password(&call)),
    }
}

fn secret(call: &Call) -> String {
    let cookie = site::cookie(&call.headers, call.web.site.cookie_name());
    cookie.unwrap_or_default().to_owned()
}

fn to_password(call: &Call) -> poem::Response {
    see_other(&sign_in::with_next("/sign-in", &sign_in::next(call)))
}

fn show(call: &Call, wrong: bool) -> Answer {
    let page = SignInCodePage {
        next: sign_in::next(call),
        wrong,
        recovery: !call.form.text("recovery").is_empty(),
        trust: call.form.has("trust"),
    };
    respond::page(call, None, Section::None, "sign_in_code.html", &page)
}

/// Ends the sign-in.
pub async fn sign_in_code_post(call: Call) -> Answer {
    let proof = match call.form.text("recovery") {
        "" => Proof::Code(call.form.text("code").to_owned()),
        recovery => Proof::Recovery(recovery.to_owned()),
    };
    let trust = if call.form.has("trust") {
        Trust::Begin
    } else {
        Trust::Unchanged
    };
    let (secret, browser, now) = (secret(&call), call.browser(), call.now);
    let tried = call
        .web
        .desk
        .run(move |desk| desk.sign_in_code(&secret, &proof, trust, &browser, now));
    match tried.await? {
        Ok(signed_in) => {
            let id = signed_in.user;
            tracing::info!(user.id = %id, "user {id} signed in with the second step");
            sign_in::come_in(&call, &signed_in).await
        }
        Err(CodeError::Wrong) => {
            let mut response = show(&call, true)?;
            response.set_status(StatusCode::UNAUTHORIZED);
            Ok(response)
        }
        Err(CodeError::Ended { until }) => sign_in::paused(&call, until),
        Err(CodeError::Gone) => Ok(to_password(&call)),
        Err(CodeError::Store(error)) => Err(WebError::from(problem::Problem::from(error))),
    }
}
