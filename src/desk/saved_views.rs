//! Saved views: everybody has their own; those that are shared belong to whoever may manage views.

use crate::{
    domain::{
        access::Access,
        change::Change,
        fold::fold,
        id::{UndoId, UserId, ViewId},
        right::Right,
        saved_view::{LIST_BYTES, MOST, NAME_CHARS, SavedView},
        time::Timestamp,
        undo::{Inverse, Undone},
    },
    store::{self, StoreError, View, WriteTx},
};

use super::{
    access::UserDesk,
    people::shown,
    problem::{Fault, Problem},
    undo::offer,
    warrant::Warrant,
};

/// What a view is made or changed to; None leaves it as it is.
#[derive(Clone, Debug, Default)]
pub struct ViewEdit {
    pub name: Option<String>,
    pub shared: Option<bool>,
    /// What stands behind the `?` of the list's address.
    pub list: Option<String>,
}

impl UserDesk {
    /// Reads the views that this person has: their own by name, then the shared ones of others.
    ///
    /// # Errors
    /// [`Problem::Forbidden`] without the right to see tickets.
    pub fn saved_views(&self) -> Result<Vec<SavedView>, Problem> {
        self.need(Right::TicketRead)?;
        let me = self.user().id;
        let mut views = store::saved_view::all(&self.desk().store.read()?)?;
        views.retain(|view| view.owner == me || view.shared);
        views.sort_by_cached_key(|view| (view.shared, fold(&view.name), view.id));
        Ok(views)
    }

    /// True if this person may change a view.
    #[must_use]
    pub fn may_change_view(&self, view: &SavedView) -> bool {
        may_change(self.access(), self.user().id, view)
    }

    /// Saves a list under a name.
    ///
    /// # Errors
    /// [`Problem::Field`] names what is wrong; [`Problem::Forbidden`] for a shared one without the
    /// right to manage views.
    pub fn view_create(&self, edit: &ViewEdit) -> Result<SavedView, Problem> {
        let (warrant, edit) = (self.warrant().clone(), edit.clone());
        let owner = self.user().id;
        self.desk().store.write(move |tx| {
            let access = warrant.admit(tx, Right::TicketRead)?;
            let view = SavedView {
                id: store::saved_view::next_id(tx)?,
                name: String::new(),
                owner,
                shared: false,
                list: String::new(),
            };
            let name = edit.name.clone().or_else(|| Some(String::new()));
            let edit = ViewEdit {
                name,
                ..edit.clone()
            };
            room(tx, owner)?;
            put(tx, &access, owner, view, &edit)
        })
    }

    /// Changes a view.
    ///
    /// # Errors
    /// [`Problem::NotFound`] for one that this person does not have; else as
    /// [`UserDesk::view_create`].
    pub fn view_edit(&self, id: ViewId, edit: &ViewEdit) -> Result<SavedView, Problem> {
        let (warrant, edit, me) = (self.warrant().clone(), edit.clone(), self.user().id);
        self.desk().store.write(move |tx| {
            let access = warrant.admit(tx, Right::TicketRead)?;
            let view = changeable(tx, &access, me, id)?;
            put(tx, &access, me, view, &edit)
        })
    }

    /// Deletes a view; the answer takes it back.
    ///
    /// # Errors
    /// As [`UserDesk::view_edit`].
    pub fn view_delete(&self, id: ViewId, now: Timestamp) -> Result<Option<UndoId>, Problem> {
        let (warrant, me) = (self.warrant().clone(), self.user().id);
        self.desk().store.write(move |tx| {
            let access = warrant.admit(tx, Right::TicketRead)?;
            let view = changeable(tx, &access, me, id)?;
            store::saved_view::remove(tx, id)?;
            tx.change(Change::Settings)?;
            let (name, view) = (view.name.clone(), Box::new(view));
            let inverse = Inverse::ViewRestore { view };
            Ok(offer(tx, &warrant, &name, inverse, now)?)
        })
    }
}

/// Makes a deleted view again.
pub(super) fn restore(
    tx: &mut WriteTx<'_>,
    warrant: &Warrant,
    access: &Access,
    view: &SavedView,
) -> Result<Undone, Problem> {
    let me = warrant.user().ok_or(Problem::NotFound)?;
    if !may_change(access, me, view) {
        return Err(Problem::Forbidden);
    }
    room(tx, view.owner)?;
    store::saved_view::put(tx, view)?;
    tx.change(Change::Settings)?;
    Ok(Undone {
        subject: view.name.clone(),
        ..Undone::default()
    })
}

fn may_change(access: &Access, me: UserId, view: &SavedView) -> bool {
    if view.shared {
        access.may(Right::Views)
    } else {
        view.owner == me
    }
}

/// The view, if this person has it and may change it.
fn changeable(
    view: &impl View,
    access: &Access,
    me: UserId,
    id: ViewId,
) -> Result<SavedView, Problem> {
    let found = store::saved_view::get(view, id)?;
    let found = found.filter(|view| view.owner == me || view.shared);
    let found = found.ok_or(Problem::NotFound)?;
    if may_change(access, me, &found) {
        Ok(found)
    } else {
        Err(Problem::Forbidden)
    }
}

fn room(view: &impl View, owner: UserId) -> Result<(), Problem> {
    let views = store::saved_view::all(view)?;
    if views.iter().filter(|view| view.owner == owner).count() < MOST {
        Ok(())
    } else {
        Err(Problem::field("name", Fault::TooMany(MOST)))
    }
}

fn put(
    tx: &mut WriteTx<'_>,
    access: &Access,
    me: UserId,
    view: SavedView,
    edit: &ViewEdit,
) -> Result<SavedView, Problem> {
    let mut view = view;
    if let Some(shared) = edit.shared.filter(|shared| *shared != view.shared) {
        if !access.may(Right::Views) {
            return Err(Problem::Forbidden);
        }
        // Taken from everybody, it is of whoever took it.
        if !shared {
            view.owner = me;
        }
        view.shared = shared;
    }
    if let Some(list) = &edit.list {
        if list.len() > LIST_BYTES {
            return Err(Problem::field("list", Fault::TooLong(LIST_BYTES)));
        }
        view.list.clone_from(list);
    }
    if let Some(name) = &edit.name {
        view.name = clean(name)?;
    }
    if is_taken(tx, &view)? {
        return Err(Problem::field("name", Fault::Taken));
    }
    store::saved_view::put(tx, &view)?;
    tx.change(Change::Settings)?;
    Ok(view)
}

fn clean(name: &str) -> Result<String, Problem> {
    let name = shown(name, "name")?;
    if name.chars().count() > NAME_CHARS {
        return Err(Problem::field("name", Fault::TooLong(NAME_CHARS)));
    }
    Ok(name)
}

/// True if somebody would have two views of one name at the same place.
fn is_taken(view: &impl View, saved: &SavedView) -> Result<bool, StoreError> {
    let name = fold(&saved.name);
    let beside = |other: &SavedView| {
        other.id != saved.id
            && other.shared == saved.shared
            && (saved.shared || other.owner == saved.owner)
            && fold(&other.name) == name
    };
    Ok(store::saved_view::all(view)?.iter().any(beside))
}
