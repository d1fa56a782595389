//! Brings the index up to what was committed: follows the feed, walks over all tickets once when the
//! index is new. Each step is bounded, so that whoever waits for the turn waits for little.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::PoisonError,
};

use crate::domain::id::{ActivityId, TicketId};

use super::{
    super::{ReadTx, Store, StoreError, activity, columns::Columns, erasure, gathered::Wanted},
    Progress, Search, SearchError,
    bring::bring,
    folder,
    index::{Built, Come, Moment},
};

/// Who writes holds it.
#[derive(Default)]
pub(super) struct Turn {
    current: Option<Built>,
    /// Takes the place of the current one once it is through.
    next: Option<Built>,
    /// The folder of the current one, and of the next.
    numbers: (u64, u64),
    /// Folders of indices of before that could not be removed yet.
    left: Vec<u64>,
    /// Tickets that were walked over since the last commit.
    walked: usize,
}

impl Turn {
    /// The index in use, while it is open.
    pub(super) fn current(&self) -> Option<&Built> {
        self.current.as_ref()
    }

    pub(super) fn current_mut(&mut self) -> Option<&mut Built> {
        self.current.as_mut()
    }

    /// Lets what was added and not committed go: it is read from disk again.
    pub(super) fn forget(&mut self) {
        self.current = None;
        self.next = None;
    }
}

/// What there is to do after a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Behind {
    /// More waits.
    Some,
    /// Everything that was committed is in the index.
    Nothing,
}

/// How much a step does.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Work {
    /// What changed of late.
    Feed,
    /// That, and a part of the walk.
    Walk,
    /// That, and of an index that is made beside the one in use.
    All,
}

impl Store {
    /// Takes a part of what is missing into the index; opens it first, and makes it if need be.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be read or written; the next step does it.
    pub fn search_step(&self) -> Result<Behind, StoreError> {
        Ok(self.index_step(Work::All)?)
    }

    /// Takes in what was committed up to a number, if nobody has meanwhile; of an index that has not
    /// walked over all tickets yet, a part of that too.
    pub(super) fn take_in_newest(&self, newest: u64) -> Result<(), SearchError> {
        let is_there = |search: &Search| {
            let moment = search.moment();
            moment.is_some_and(|moment| moment.come.seen >= newest && moment.come.next.is_none())
        };
        let search = &self.shared.search;
        let mut turn = search.turn.lock().unwrap_or_else(PoisonError::into_inner);
        if is_there(search) {
            return Ok(());
        }
        self.in_turn(&mut turn, Work::Walk).map(|_| ())
    }

    fn index_step(&self, work: Work) -> Result<Behind, SearchError> {
        let search = &self.shared.search;
        let mut turn = search.turn.lock().unwrap_or_else(PoisonError::into_inner);
        self.in_turn(&mut turn, work)
    }

    fn in_turn(&self, turn: &mut Turn, work: Work) -> Result<Behind, SearchError> {
        let step = AssertUnwindSafe(|| self.step(turn, work));
        let stepped = catch_unwind(step).unwrap_or(Err(SearchError::Panicked));
        if stepped.is_err() {
            turn.forget();
        }
        stepped
    }

    fn step(&self, turn: &mut Turn, work: Work) -> Result<Behind, SearchError> {
        let search = &self.shared.search;
        search.clear(turn);
        let view = self.read()?;
        if turn.current.is_none() {
            let (number, built) = open_or_make(search, &view)?;
            turn.numbers.0 = number;
            search.show(Some(Moment::of(&built)));
            turn.current = Some(built);
            turn.walked = 0;
        }
        let walked = &mut turn.walked;
        let mut behind = Behind::Nothing;
        if let Some(current) = &mut turn.current {
            if is_cut_off(current, &view)? {
                tracing::warn!("the search is made anew: the feed does not reach back to it");
                return self.start_anew(turn, &view);
            }
            let (more, committed) = bring(current, search.options.file_texts, &view, work, walked)?;
            if committed {
                search.show(Some(Moment::of(current)));
            }
            behind = more;
        }
        if work == Work::All && behind == Behind::Nothing {
            self.leave_erased(turn, &view)?;
        }
        // One walk at a time; the current one is all that there is to search meanwhile.
        if work == Work::All && behind == Behind::Nothing && turn.next.is_some() {
            behind = self.step_next(turn, &view)?;
        }
        Ok(behind)
    }

    /// Begins to make an index anew that was made before somebody was erased: what is taken out of
    /// one stands in its files until they are written anew. So does one from a backup.
    fn leave_erased(&self, turn: &mut Turn, view: &ReadTx) -> Result<(), SearchError> {
        let erased = erasure::newest(view)?;
        let is_older = |built: &Built| built.come.until < erased;
        if turn.current.as_ref().is_some_and(is_older) && turn.next.as_ref().is_none_or(is_older) {
            self.begin_next(turn, view)?;
        }
        Ok(())
    }

    fn begin_next(&self, turn: &mut Turn, view: &ReadTx) -> Result<(), SearchError> {
        turn.next = None;
        let (number, built) = make(&self.shared.search, view)?;
        turn.numbers.1 = number;
        turn.next = Some(built);
        turn.walked = 0;
        Ok(())
    }

    fn step_next(&self, turn: &mut Turn, view: &ReadTx) -> Result<Behind, SearchError> {
        let search = &self.shared.search;
        let Some(next) = &mut turn.next else {
            return Ok(Behind::Nothing);
        };
        let (more, _) = bring(
            next,
            search.options.file_texts,
            view,
            Work::Walk,
            &mut turn.walked,
        )?;
        if more == Behind::Nothing {
            search.show(Some(Moment::of(next)));
            turn.current = turn.next.take();
            let (old, new) = turn.numbers;
            turn.numbers.0 = new;
            turn.left.push(old);
            search.clear(turn);
        }
        Ok(more)
    }

    fn start_anew(&self, turn: &mut Turn, view: &ReadTx) -> Result<Behind, SearchError> {
        let search = &self.shared.search;
        let old = turn.numbers.0;
        turn.current = None;
        turn.next = None;
        let (number, built) = make(search, view)?;
        search.show(Some(Moment::of(&built)));
        turn.current = Some(built);
        turn.numbers.0 = number;
        turn.left.push(old);
        search.clear(turn);
        Ok(Behind::Some)
    }

    /// Begins to make the index anew beside the one that is in use, which answers until then. What
    /// was begun before begins again.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be made.
    pub fn reindex(&self) -> Result<(), StoreError> {
        let search = &self.shared.search;
        let mut turn = search.turn.lock().unwrap_or_else(PoisonError::into_inner);
        // Opening takes away whatever is not in use.
        self.in_turn(&mut turn, Work::Feed)?;
        Ok(self.begin_next(&mut turn, &self.read()?)?)
    }

    /// How far the index is that is being made, beside the one in use or in its place; None if none is.
    ///
    /// # Errors
    /// [`StoreError`] if the number of tickets cannot be read.
    pub fn reindex_progress(&self) -> Result<Option<Progress>, StoreError> {
        let next = {
            let turn = &self.shared.search.turn;
            let turn = turn.lock().unwrap_or_else(PoisonError::into_inner);
            let being_made = turn.next.as_ref().or(turn.current.as_ref());
            match (being_made, &turn.next) {
                (Some(built), Some(_)) => Some(built.come.next.unwrap_or(u64::MAX)),
                (Some(built), None) => built.come.next,
                (None, _) => None,
            }
        };
        next.map(|next| self.progress_at(next)).transpose()
    }

    pub(super) fn progress_at(&self, next: u64) -> Result<Progress, StoreError> {
        let all = self.columns(Columns::len);
        Ok(Progress {
            done: next.saturating_sub(1).min(all),
            all,
        })
    }

    /// Reads every file of the index, as long as it is wanted; one that is damaged is made anew by the next steps.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be opened.
    pub fn search_check(&self, wanted: Wanted<'_>) -> Result<(), StoreError> {
        let search = &self.shared.search;
        self.index_step(Work::Feed)?;
        let sound = {
            let turn = search.turn.lock().unwrap_or_else(PoisonError::into_inner);
            let current = turn.current.as_ref();
            current.is_none_or(|built| built.is_sound(wanted))
        };
        if !sound {
            self.give_up_index(&"a file of it is damaged");
        }
        Ok(())
    }

    /// Throws the index away. Searches find by what is there again while it is made anew.
    pub(super) fn give_up_index(&self, why: &dyn std::fmt::Display) {
        tracing::error!(error = %why, "the search index is made anew");
        let search = &self.shared.search;
        let mut turn = search.turn.lock().unwrap_or_else(PoisonError::into_inner);
        let anew = self.read().map_err(SearchError::from);
        let anew = anew.and_then(|view| self.start_anew(&mut turn, &view));
        if let Err(error) = anew {
            search.show(None);
            tracing::error!(error = %error, "the search index cannot be made");
        }
    }
}

impl Search {
    /// Removes the folders of indices of before.
    fn clear(&self, turn: &mut Turn) {
        match &self.options.folder {
            Some(folder) => turn.left.retain(|left| !folder::remove(folder, *left)),
            None => turn.left.clear(),
        }
    }
}

fn open_or_make(search: &Search, view: &ReadTx) -> Result<(u64, Built), SearchError> {
    let newest = activity::newest(view)?;
    if let Some(folder) = &search.options.folder {
        let opened = folder::open(folder, |built| {
            built.come.seen <= newest.0 && knows_mark(view, &built.come).unwrap_or(false)
        });
        if let Some(opened) = opened {
            return Ok(opened);
        }
    }
    make(search, view)
}

fn make(search: &Search, view: &ReadTx) -> Result<(u64, Built), SearchError> {
    let come = Come::start(activity::newest(view)?);
    let Some(folder) = &search.options.folder else {
        return Ok((0, Built::make(None, come)?));
    };
    let last = folder::numbers(folder).into_iter().max().unwrap_or(0);
    let built = Built::make(Some(&folder::place(folder, last + 1)), come)?;
    Ok((last + 1, built))
}

/// True if the store has the line that the index says it has: it is another one after a restore.
fn knows_mark(view: &ReadTx, come: &Come) -> Result<bool, StoreError> {
    let Some((ticket, line, at)) = come.mark else {
        return Ok(true);
    };
    let line = activity::get(view, TicketId(ticket), ActivityId(line))?;
    Ok(line.is_some_and(|line| line.at.0 == at))
}

/// True if the feed has forgotten what comes next.
fn is_cut_off(built: &Built, view: &ReadTx) -> Result<bool, StoreError> {
    let newest = activity::newest(view)?.0;
    let oldest = activity::oldest(view)?.map_or(newest, |oldest| oldest.0);
    Ok(built.come.seen < newest && built.come.seen + 1 < oldest)
}
