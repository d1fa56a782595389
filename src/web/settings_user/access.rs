//! What a person's page does at once: links to a password, second step, sign-ins, activity.

use crate::{
    desk::{access::UserDesk, account_mail::SentAccountMail, people::UserEdit, problem::Problem},
    domain::{credential::LinkPurpose, id::UserId, time::Timestamp},
    web::{
        call::Call,
        draw,
        gate::{Answer, see_other},
        settings_people::PATH,
        undo,
        view::settings_user::AccountMail,
    },
};

use super::as_it_was;

/// Deactivates them; the next page offers to take it back.
pub async fn settings_user_deactivate(call: Call, user: UserDesk) -> Answer {
    let id = UserId(call.number("id")?);
    let (editor, now) = (user.clone(), call.now);
    match call.run(move |_| editor.user_deactivate(id, now)).await {
        Ok(offer) => Ok(undo::offer(PATH, offer)),
        Err(error) => as_it_was(&call, &user, id, error).await,
    }
}

/// Makes them active again.
pub async fn settings_user_activate(call: Call, user: UserDesk) -> Answer {
    let id = UserId(call.number("id")?);
    let edit = UserEdit {
        active: Some(true),
        ..UserEdit::default()
    };
    act(&call, &user, id, move |editor, now| {
        editor.user_edit(id, edit, now).map(drop)
    })
    .await
}

/// Ends their sign-ins everywhere.
pub async fn settings_user_sign_out(call: Call, user: UserDesk) -> Answer {
    let id = UserId(call.number("id")?);
    act(&call, &user, id, move |editor, now| {
        editor.user_sign_out(id, now).map(drop)
    })
    .await
}

/// Switches their second step off: they lost their app and their recovery codes.
pub async fn settings_user_second_step(call: Call, user: UserDesk) -> Answer {
    let id = UserId(call.number("id")?);
    if id == user.user().id {
        // One's own asks for the password.
        return Ok(see_other("/profile/security"));
    }
    act(&call, &user, id, move |editor, now| {
        editor.user_second_step_reset(id, now)
    })
    .await
}

/// Sends them a link to choose a password; the page says where that mail stands.
pub async fn settings_user_invite(call: Call, user: UserDesk) -> Answer {
    let id = UserId(call.number("id")?);
    let (editor, now) = (user.clone(), call.now);
    match call.run(move |_| editor.user_invite(id, now)).await {
        Ok(()) => Ok(see_other(&format!("{PATH}/{id}#mail"))),
        Err(error) => as_it_was(&call, &user, id, error).await,
    }
}

/// Does something to a person and leads back to their page.
async fn act(
    call: &Call,
    user: &UserDesk,
    id: UserId,
    work: impl FnOnce(&UserDesk, Timestamp) -> Result<(), Problem> + Send + 'static,
) -> Answer {
    let (editor, now) = (user.clone(), call.now);
    match call.run(move |_| work(&editor, now)).await {
        Ok(()) => Ok(undo::saved(&format!("{PATH}/{id}"))),
        Err(error) => as_it_was(call, user, id, error).await,
    }
}

/// Draws the newest mail about their account.
pub(super) fn mail(sent: &SentAccountMail) -> AccountMail {
    AccountMail {
        is_invite: sent.mail.purpose == LinkPurpose::Invite,
        sent: sent.mail.queued,
        delivery: draw::log::delivery(&sent.delivery),
    }
}
