//! Signals, effects and tasks of the widget: Leptos' own, each in one type.
//!
//! Every signal is a number. Each further type of signal, effect or future is compiled separately: the same state in
//! signals of six types, with unboxed effects and futures, was 6 kB more of the download.

use std::{future::Future, pin::Pin};

use leptos::prelude::*;

/// A number that views track: a count of changes, a flag (0 or 1), a hash, or the minute.
pub(super) type Signal = RwSignal<u32>;

/// A new signal, at 0.
pub(super) fn signal() -> Signal {
    RwSignal::new(0)
}

/// Sets a flag, a hash or the minute; effects run only where the value changes.
pub(super) fn set(signal: Signal, value: u32) {
    if signal.get_untracked() != value {
        signal.set(value);
    }
}

/// Reports a change.
pub(super) fn notify(signal: Signal) {
    signal.set(signal.get_untracked().wrapping_add(1));
}

/// Runs something now, and again whenever a signal that it has read changes.
pub(super) fn effect(run: impl FnMut() + 'static) {
    effect_boxed(Box::new(run));
}

fn effect_boxed(mut run: Box<dyn FnMut()>) {
    Effect::new(move |_: Option<()>| run());
}

/// Runs something that waits for the network.
pub(super) fn spawn(run: impl Future<Output = ()> + 'static) {
    spawn_boxed(Box::pin(run));
}

fn spawn_boxed(run: Pin<Box<dyn Future<Output = ()>>>) {
    leptos::task::spawn_local(run);
}

/// Runs something once the views show the new state.
pub(super) fn after_drawing(run: impl FnOnce() + 'static) {
    after_drawing_boxed(Box::new(run));
}

fn after_drawing_boxed(run: Box<dyn FnOnce()>) {
    request_animation_frame(run);
}
