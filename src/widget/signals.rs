//! Signals, effects and tasks of the widget: Leptos' own, each in one type.
//!
//! Every signal is a number. A signal, an effect or a future of a type of its own is compiled once more each: the same
//! state in signals of six types, with effects and futures as they come, was 6 kB more of the download.

use std::{future::Future, pin::Pin};

use leptos::prelude::*;

/// A number to follow: a count of changes, a flag (0 or 1), or the minute.
pub(super) type Signal = RwSignal<u32>;

/// A new signal, at 0.
pub(super) fn signal() -> Signal {
    RwSignal::new(0)
}

/// Raises or lowers a flag, or moves the minute; those who follow hear of it only where it changes.
pub(super) fn set(signal: Signal, value: u32) {
    if signal.get_untracked() != value {
        signal.set(value);
    }
}

/// Something has changed.
pub(super) fn notify(signal: Signal) {
    signal.set(signal.get_untracked().wrapping_add(1));
}

/// Runs something now and whenever a signal changes that it has read.
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

/// Runs something once the views have followed the state.
pub(super) fn after_drawing(run: impl FnOnce() + 'static) {
    after_drawing_boxed(Box::new(run));
}

fn after_drawing_boxed(run: Box<dyn FnOnce()>) {
    request_animation_frame(run);
}
