//! A form that stood open while somebody else changed the same: it takes nothing back.

use guichet::{
    desk::{groups::GroupEdit, people::UserEdit, roles::RoleEdit},
    domain::{
        access::Visibility,
        credential::Scope,
        id::RoleId,
        right::{Right, Rights},
        role::{EXPERT as EXPERT_ROLE, OBSERVER},
    },
    store,
};

use super::{path, user};
use crate::{
    web::{
        check_page,
        settings_people::{add, group},
    },
    world::{ADMIN, EXPERT, World, http::Answer, play},
};

/// What a browser would send of a form that was drawn, with some fields changed.
fn filled(answer: &Answer, action: &str, changed: &[(&str, &str)]) -> Vec<(String, String)> {
    let page = check_page(answer, 200);
    let mut fields = page.fields(action);
    for (name, value) in changed {
        fields.retain(|(own, _)| own != name);
        fields.push(((*name).to_owned(), (*value).to_owned()));
    }
    fields
}

async fn send(
    browser: &crate::world::http::Browser,
    at: &str,
    fields: &[(String, String)],
) -> Answer {
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .filter(|(name, _)| name != "form_token")
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    browser.post(at, &fields).await
}

async fn admin_does(
    world: &World,
    act: impl FnOnce(guichet::desk::access::UserDesk) + Send + 'static,
) {
    let admin = world.as_admin();
    world.desk().run(move |_| act(admin)).await.unwrap();
}

#[test]
fn a_person_keeps_what_was_taken_from_them_meanwhile() {
    play(async |world| {
        let emil = add(world, EXPERT, vec![EXPERT_ROLE, OBSERVER], Visibility::All).await;
        let network = group(world, "Network", vec![emil], vec![]).await;
        let admin = world.admin().await;
        let at = path(emil);
        let form = admin.get(&at).await;
        let now = world.clock.now();
        admin_does(world, move |desk| {
            let less = UserEdit {
                roles: Some(vec![OBSERVER].into()),
                visibility: Some(Visibility::Own),
                groups: Some(Vec::new().into()),
                ..UserEdit::default()
            };
            desk.user_edit(emil, less, now).unwrap();
        })
        .await;
        let late = filled(&form, &at, &[("name", "Emil P.")]);
        send(&admin, &at, &late).await.expect(303);
        let is = user(world, emil);
        assert_eq!(is.name, "Emil P.");
        assert_eq!((is.roles, is.visibility), (vec![OBSERVER], Visibility::Own));
        let book = world.desk().book().unwrap();
        assert!(book.group(network).unwrap().members.is_empty());
        // A form that is refused still knows what it was drawn with.
        let wrong = filled(&form, &at, &[("name", "")]);
        let page = check_page(&send(&admin, &at, &wrong).await, 422);
        let was = page.all("input", &[("name", "was-roles")]);
        let was: Vec<&str> = was.iter().map(|one| one.attribute("value")).collect();
        assert_eq!(was, ["2", "3"]);
    });
}

#[test]
fn a_group_keeps_whom_and_what_it_lost_meanwhile() {
    play(async |world| {
        let emil = add(world, EXPERT, vec![EXPERT_ROLE], Visibility::All).await;
        let olga = add(world, "olga@lumen.example", vec![OBSERVER], Visibility::All).await;
        let network = group(world, "Network", vec![emil, olga], vec![OBSERVER]).await;
        let admin = world.admin().await;
        let at = format!("/settings/groups/{network}");
        let form = admin.get(&at).await;
        let now = world.clock.now();
        admin_does(world, move |desk| {
            let less = GroupEdit {
                members: Some(vec![olga].into()),
                roles: Some(Vec::new().into()),
                ..GroupEdit::default()
            };
            desk.group_edit(network, less, now).unwrap();
        })
        .await;
        let late = filled(&form, &at, &[("name", "Net")]);
        send(&admin, &at, &late).await.expect(303);
        let book = world.desk().book().unwrap();
        let is = book.group(network).unwrap();
        assert_eq!((is.name.as_str(), &is.members), ("Net", &vec![olga]));
        assert!(is.roles.is_empty());
    });
}

#[test]
fn a_role_and_a_token_get_back_nothing_that_was_taken() {
    play(async |world| {
        let rights = Rights::of(&[Right::TicketRead, Right::People]);
        let role: RoleId = world.role("Clerk", rights).await;
        let admin = world.admin().await;
        let at = format!("/settings/roles/{role}");
        let form = admin.get(&at).await;
        let now = world.clock.now();
        admin_does(world, move |desk| {
            let less = RoleEdit {
                take: Rights::of(&[Right::People]),
                ..RoleEdit::default()
            };
            desk.role_edit(role, less, now).unwrap();
        })
        .await;
        let late = filled(&form, &at, &[("name", "Scribe")]);
        send(&admin, &at, &late).await.expect(303);
        let book = world.desk().book().unwrap();
        let is = book.role(role).unwrap();
        assert_eq!(
            (is.name.as_str(), is.rights),
            ("Scribe", Rights::of(&[Right::TicketRead]))
        );

        let ada = super::admin_id(world);
        world.token_of(ada, &[Scope::All]).await;
        let newest = |world: &World| {
            let view = world.desk().store().read().unwrap();
            let all = store::api_token::all(&view).unwrap();
            let newest = all.into_iter().map(|(_, token)| token);
            newest.max_by_key(|token| token.id).unwrap()
        };
        let id = newest(world).id;
        let at = format!("/settings/tokens/{id}");
        let form = admin.get(&at).await;
        admin_does(world, move |desk| {
            let less = guichet::desk::api_token::TokenEdit {
                scopes: Some(vec![Scope::TicketsRead]),
                ..Default::default()
            };
            desk.token_edit(id, less, now).unwrap();
        })
        .await;
        let late = filled(&form, &at, &[("name", "Till")]);
        send(&admin, &at, &late).await.expect(303);
        let is = newest(world);
        assert_eq!(
            (is.name.as_str(), is.scopes),
            ("Till", vec![Scope::TicketsRead])
        );
        assert_eq!(user(world, ada).email.as_str(), ADMIN);
    });
}

/// Two who change the same: the second is told, keeps what they typed, and may save it all the same.
#[test]
fn who_saves_last_is_told_that_somebody_changed_the_same() {
    play(async |world| {
        let emil = add(world, EXPERT, vec![EXPERT_ROLE], Visibility::All).await;
        let network = group(world, "Network", vec![emil], vec![]).await;
        let role: RoleId = world.role("Clerk", Rights::NONE).await;
        let tag = serde_json::json!({ "name": "vpn" });
        world.api().post("/api/v1/tags", &tag).await.expect(201);
        let admin = world.admin().await;
        for (at, field, first, last) in [
            (path(emil), "name", "Emil P.", "Emil Q."),
            (format!("/settings/groups/{network}"), "name", "Net", "Nets"),
            (format!("/settings/roles/{role}"), "name", "Desk", "Till"),
            ("/settings/tags/1".to_owned(), "name", "vpn-1", "vpn-2"),
            ("/settings/tags/1".to_owned(), "colour", "red", "green"),
            (
                "/settings/mail/1".to_owned(),
                "display_name",
                "Lamp",
                "Lamps",
            ),
        ] {
            let form = admin.get(&at).await;
            let same = filled(&form, &at, &[]);
            let one = filled(&form, &at, &[(field, first)]);
            send(&admin, &at, &one).await.expect(303);
            let late = filled(&form, &at, &[(field, last)]);
            let told = send(&admin, &at, &late).await;
            let page = check_page(&told, 422);
            let all = page.one("html", &[]).text.clone();
            assert!(all.contains("Somebody changed this meanwhile"), "{at}");
            let is = |fields: &[(String, String)]| {
                let mut own = fields.iter().filter(|(name, _)| name == field);
                own.next().map(|(_, value)| value.trim().to_owned())
            };
            assert_eq!(is(&page.fields(&at)).as_deref(), Some(last), "{at}");
            let again = page.fields(&at);
            send(&admin, &at, &again).await.expect(303);
            let kept = check_page(&admin.get(&at).await, 200);
            assert_eq!(is(&kept.fields(&at)).as_deref(), Some(last), "{at}");
            // Who changed nothing of it takes nothing back, and is told at most.
            let idle = send(&admin, &at, &same).await.status;
            assert!(matches!(idle, 303 | 422), "{at}: {idle}");
            let kept = check_page(&admin.get(&at).await, 200);
            assert_eq!(is(&kept.fields(&at)).as_deref(), Some(last), "{at}");
        }
    });
}
