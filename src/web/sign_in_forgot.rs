//! A forgotten password: asks for the address and says the same for every one, after the same time.

use std::time::Duration;

use poem::http::StatusCode;
use tokio::time::{Instant, sleep_until};

use crate::{desk::password_link::ask::AskError, domain::address::EmailAddress};

use super::{
    call::Call,
    gate::{Answer, form_cookie, see_other},
    respond,
    sign_in::set_cookie,
    view::{
        FieldError, Problem, Section,
        sign_in_forgot::{SignInForgotPage, State},
    },
};

/// No answer comes sooner: longer than writing a mail takes, so that its time tells nothing.
const FLOOR: Duration = Duration::from_millis(400);

/// Shows the form, or what is said after it.
pub async fn sign_in_forgot(mut call: Call) -> Answer {
    let cookie = form_cookie(&mut call);
    let state = if call.query.has("sent") {
        State::Sent
    } else {
        State::Ask
    };
    let mut response = show(&call, state, Vec::new())?;
    set_cookie(&mut response, cookie)?;
    Ok(response)
}

fn show(call: &Call, state: State, errors: Vec<FieldError>) -> Answer {
    let page = SignInForgotPage {
        email: call.form.text("email").to_owned(),
        state,
        errors,
    };
    respond::page(call, None, Section::None, "sign_in_forgot.html", &page)
}

/// Sends a mail to whoever has the address, if anybody has.
pub async fn sign_in_forgot_post(call: Call) -> Answer {
    let typed = call.form.text("email");
    let Ok(email) = EmailAddress::parse(typed) else {
        let problem = if typed.is_empty() {
            Problem::Required
        } else {
            Problem::Address
        };
        let field = "email".to_owned();
        let mut response = show(&call, State::Ask, vec![FieldError::new(&field, problem)])?;
        response.set_status(StatusCode::UNPROCESSABLE_ENTITY);
        return Ok(response);
    };
    let answered = Instant::now() + FLOOR;
    let (peer, now) = (call.peer, call.now);
    let asked = call
        .web
        .desk
        .run(move |desk| desk.password_ask(&email, peer, now))
        .await?;
    match asked {
        Ok(()) => {
            sleep_until(answered).await;
            Ok(see_other("/sign-in/forgot?sent"))
        }
        Err(AskError::Pause { until }) => {
            let minutes = until.since(now).as_secs().div_ceil(60).max(1);
            let mut response = show(&call, State::Paused { minutes }, Vec::new())?;
            response.set_status(StatusCode::TOO_MANY_REQUESTS);
            Ok(response)
        }
        Err(AskError::Problem(problem)) => Err(problem.into()),
    }
}
