//! What the page of a person does at once: a new link for them, their second step.

use std::sync::Arc;

use guichet::domain::{access::Visibility, audit::Act, role::EXPERT as EXPERT_ROLE};

use super::{NEW, admin_id, path, user};
use crate::{
    support::sink::{Deed, SinkOptions},
    web::{check_page, sign_in_code::turn_on},
    world::{
        ADMIN, PASSWORD, Plan,
        account::{NEW_PASSWORD, NOOR},
        play, play_still, play_with,
    },
};

#[test]
fn an_invite_goes_out_again_and_the_older_link_ends() {
    play(async |world| {
        let noor = world.invited(NOOR, "Noor Haddad").await.id;
        let first = world.letter(NOOR, 1).await;
        let admin = world.admin().await;
        admin.get(&path(noor)).await.expect(200);
        let answer = admin.post(&format!("{}/invite", path(noor)), &[]).await;
        let led = answer.expect(303).header("location").to_owned();
        assert_eq!(led, format!("{}#mail", path(noor)));
        let second = world.letter(NOOR, 2).await;
        world.stranger().get(&first.path).await.expect(410);
        let browser = world.stranger();
        browser.get(&second.path).await.expect(200);
        let password = [("password", NEW_PASSWORD)];
        browser.post(&second.path, &password).await.expect(303);
        // From then on it is a link for a new password.
        world.all_sent().await;
        admin.post(&format!("{}/invite", path(noor)), &[]).await;
        let third = world.letter(NOOR, 3).await;
        assert!(third.path.starts_with("/reset/"), "{}", third.path);
        assert_eq!(world.act_count(Act::UserInvited.word()), 2);
        assert_eq!(world.act_count(Act::PasswordAsked.word()), 1);
    });
}

#[test]
fn an_invite_that_did_not_arrive_is_seen_in_the_list_and_at_the_person() {
    let script = SinkOptions {
        script: Arc::new(|_, _| Deed::AtRcpt("550 5.1.1 <b>nobody</b> of that name")),
        ..SinkOptions::default()
    };
    let plan = Plan {
        sink: script,
        ..Plan::default()
    };
    play_with(plan, async |world| {
        let noor = world.invited(NOOR, "Noor Haddad").await.id;
        world.all_sent().await;
        let admin = world.admin().await;
        let page = check_page(&admin.get("/settings/people").await, 200);
        let pill = page.one("span", &[("class", "pill red")]);
        assert_eq!(pill.text.trim(), "invite not delivered");
        let page = check_page(&admin.get(&path(noor)).await, 200);
        let reason = &page.one("q", &[]).text;
        assert!(reason.contains("<b>nobody</b> of that name"), "{reason}");
    });
}

#[test]
fn who_lost_their_app_signs_in_again_after_a_reset_by_somebody_else() {
    play_still(async |world| {
        let admin = world.admin().await;
        let ada = admin_id(world);
        turn_on(world, &admin).await;
        let page = check_page(&admin.get("/settings/people").await, 200);
        assert_eq!(page.all("span", &[("class", "state c-green")]).len(), 1);
        // One's own asks for the password, whichever way it is tried.
        let at = format!("{}/second-step", path(ada));
        let answer = admin.post(&at, &[]).await.expect(303);
        assert_eq!(answer.header("location"), "/profile/security");
        assert!(user(world, ada).second_step.is_some());
        let bea = world
            .person(
                "Bea Admin",
                &[guichet::domain::role::ADMIN],
                Visibility::All,
                &[],
            )
            .await;
        check_page(&bea.browser.get(&path(ada)).await, 200);
        let answer = bea.browser.post(&at, &[]).await.expect(303);
        assert_eq!(answer.header("location"), format!("{}?saved=1", path(ada)));
        assert!(user(world, ada).second_step.is_none());
        world.stranger().sign_in(ADMIN, PASSWORD).await;
        let page = check_page(&bea.browser.get(&path(ada)).await, 200);
        assert!(page.all("form", &[("action", &at)]).is_empty());
        assert_eq!(world.act_count(Act::SecondStepOff.word()), 1);
    });
}

#[test]
fn nobody_reaches_beyond_themselves() {
    play(async |world| {
        let ada = admin_id(world);
        let rights = guichet::domain::right::Rights::of(&[guichet::domain::right::Right::People]);
        let keeper = world.role("keeper", rights).await;
        let kim = world
            .person("Kim Keeper", &[keeper], Visibility::All, &[])
            .await;
        kim.browser.get(NEW).await.expect(200);
        for act in ["invite", "second-step"] {
            let at = format!("{}/{act}", path(ada));
            check_page(&kim.browser.post(&at, &[]).await, 422);
            check_page(
                &kim.browser.post("/settings/people/99/invite", &[]).await,
                404,
            );
        }
        let emil = world
            .person("Emil Post", &[EXPERT_ROLE], Visibility::All, &[])
            .await;
        emil.browser.get("/tickets").await.expect(200);
        let at = format!("{}/invite", path(ada));
        check_page(&emil.browser.post(&at, &[]).await, 404);
        assert_eq!(world.act_count(Act::PasswordAsked.word()), 0);
    });
}
