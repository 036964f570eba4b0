//! Working out the topics of a site: a truncated singular value decomposition of its articles by words.
//!
//! By subspace iteration (Halko, Martinsson and Tropp, "Finding Structure with Randomness", 2011) on the sparse
//! matrix: 5,000 articles take a second. Our own hundred lines, since what Rust's linear algebra libraries offer is
//! dense and would need 2 GB for that site, and since every machine must give the same numbers.

use std::{collections::BTreeMap, iter};

use crate::search::{Field, RawIndex, STEP, TOPICS, Topics};

/// Additional directions while iterating, so that the wanted ones converge sooner.
const SPARE: usize = 10;
/// Iterations: each reduces the error by the square of a ratio of singular values.
const STEPS: usize = 4;
/// Words that share so many first letters are one dimension, as in search.
const KEY_LETTERS: usize = 5;
/// A site of fewer articles has fewer topics than numbers to tell them apart.
const LEAST_ARTICLES: usize = 100;
/// On a site of more articles topics are 15 kB of an index that is large without them; they are worth 0.6 nDCG there.
const MOST_ARTICLES: usize = 4_000;

/// A column of the matrix: the articles of one word with its weight there.
type Column = Vec<(usize, f32)>;

/// The topics of an index; none where it is too small.
pub(super) fn topics(index: &RawIndex) -> Topics {
    let articles = index.titles.len();
    if !(LEAST_ARTICLES..=MOST_ARTICLES).contains(&articles) {
        return Topics::default();
    }
    let columns = columns(index);
    let width = TOPICS + SPARE;
    let mut basis = noise(articles * width);
    orthonormalise(&mut basis, width);
    for _ in 0..STEPS {
        let mut next = vec![0.0; articles * width];
        for column in &columns {
            let row = project(column, &basis, width);
            for &(article, weight) in column {
                let into = next.get_mut(article * width..).unwrap_or_default();
                into.iter_mut().zip(&row).for_each(|(sum, part)| *sum += weight * part);
            }
        }
        basis = next;
        orthonormalise(&mut basis, width);
    }
    let mut gram = vec![0.0; width * width];
    for column in &columns {
        let row = project(column, &basis, width);
        for (line, a) in gram.chunks_exact_mut(width).zip(&row) {
            line.iter_mut().zip(&row).for_each(|(sum, b)| *sum += a * b);
        }
    }
    let (values, vectors) = eigen(gram, width);
    let mut order: Vec<usize> = (0..width).collect();
    order.sort_by(|&a, &b| at(&values, b).total_cmp(&at(&values, a)));
    order.truncate(TOPICS);

    let mut all_coordinates = Vec::with_capacity(articles * TOPICS);
    for line in basis.chunks_exact(width) {
        let coordinates: Vec<f32> = order
            .iter()
            .map(|&topic| {
                let along: f32 = line.iter().enumerate().map(|(m, q)| q * at(&vectors, m * width + topic)).sum();
                along * at(&values, topic).max(0.0).sqrt()
            })
            .collect();
        let length = coordinates.iter().map(|p| p * p).sum::<f32>().sqrt().max(1e-9);
        all_coordinates.extend(coordinates.iter().map(|p| (p / length * STEP).round().clamp(-7.0, 7.0) as i8));
    }
    // Folding a question in divides by the eigenvalue; only the ratios matter.
    let first = order.first().map_or(1.0, |&topic| at(&values, topic)).max(1e-9);
    let scales = order.iter().map(|&topic| first / at(&values, topic).max(first * 1e-4)).collect();
    Topics { scales, places: all_coordinates }
}

/// Words by articles, weighted by tf-idf; each article of length 1.
fn columns(index: &RawIndex) -> Vec<Column> {
    let articles = index.titles.len();
    let questions = index.questions.iter().enumerate();
    let article_of: Vec<usize> = questions.flat_map(|(at, &count)| iter::repeat_n(at, count as usize)).collect();
    let mut counts: BTreeMap<String, BTreeMap<usize, f32>> = BTreeMap::new();
    for term in &index.terms {
        let key: String = term.text.chars().take(KEY_LETTERS).collect();
        let column = counts.entry(key).or_default();
        for (field, list) in Field::ALL.into_iter().zip(&term.postings) {
            for &(holder, tf) in list {
                let article =
                    if field == Field::Questions { at(&article_of, holder as usize) } else { holder as usize };
                *column.entry(article).or_default() += tf as f32;
            }
        }
    }
    let mut lengths = vec![0.0_f32; articles];
    let mut columns = Vec::new();
    for column in counts.into_values() {
        let idf = (1.0 + articles as f32 / (column.len() as f32 + 0.5)).ln();
        let column: Column =
            column.into_iter().map(|(article, tf)| (article, (1.0 + tf.ln().max(0.0)) * idf)).collect();
        for &(article, weight) in &column {
            if let Some(length) = lengths.get_mut(article) {
                *length += weight * weight;
            }
        }
        // A word of one article only says nothing about the others.
        if column.len() > 1 {
            columns.push(column);
        }
    }
    for (article, weight) in columns.iter_mut().flatten() {
        *weight /= at(&lengths, *article).sqrt().max(1e-6);
    }
    columns
}

/// A column in the coordinates of a basis of `width` directions.
fn project(column: &Column, basis: &[f32], width: usize) -> Vec<f32> {
    let mut row = vec![0.0; width];
    for &(article, weight) in column {
        let line = basis.get(article * width..).unwrap_or_default();
        row.iter_mut().zip(line).for_each(|(sum, q)| *sum += weight * q);
    }
    row
}

/// Gram-Schmidt on the columns of a matrix of `width` columns.
fn orthonormalise(matrix: &mut [f32], width: usize) {
    for current in 0..width {
        for before in 0..current {
            let dot: f32 = matrix.chunks_exact(width).map(|line| at(line, current) * at(line, before)).sum();
            matrix.chunks_exact_mut(width).for_each(|line| {
                let part = dot * at(line, before);
                line.iter_mut().skip(current).take(1).for_each(|x| *x -= part);
            });
        }
        let length = matrix.chunks_exact(width).map(|line| at(line, current).powi(2)).sum::<f32>().sqrt().max(1e-12);
        matrix.iter_mut().skip(current).step_by(width).for_each(|x| *x /= length);
    }
}

/// Eigenvalues and eigenvectors (in columns) of a small symmetric matrix, by Jacobi rotations.
fn eigen(mut matrix: Vec<f32>, width: usize) -> (Vec<f32>, Vec<f32>) {
    let mut vectors: Vec<f32> = (0..width * width).map(|n| if n % (width + 1) == 0 { 1.0 } else { 0.0 }).collect();
    let rotate = |matrix: &mut [f32], a: usize, b: usize, sin: f32, cos: f32| {
        let (x, y) = (at(matrix, a), at(matrix, b));
        if let Some(cell) = matrix.get_mut(a) {
            *cell = cos * x + sin * y;
        }
        if let Some(cell) = matrix.get_mut(b) {
            *cell = cos * y - sin * x;
        }
    };
    for _ in 0..12 {
        for i in 0..width {
            for j in i + 1..width {
                let off = at(&matrix, i * width + j);
                if off.abs() < 1e-9 {
                    continue;
                }
                let (sin, cos) =
                    (0.5 * (2.0 * off).atan2(at(&matrix, i * width + i) - at(&matrix, j * width + j))).sin_cos();
                for m in 0..width {
                    rotate(&mut matrix, m * width + i, m * width + j, sin, cos);
                    rotate(&mut vectors, m * width + i, m * width + j, sin, cos);
                }
                for m in 0..width {
                    rotate(&mut matrix, i * width + m, j * width + m, sin, cos);
                }
            }
        }
    }
    ((0..width).map(|i| at(&matrix, i * width + i)).collect(), vectors)
}

/// The same noise every time (MMIX's multiplier): any start is good that is not orthogonal to the result.
fn noise(count: usize) -> Vec<f32> {
    let mut state = 1_u64;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 40) as f32 / (1_u64 << 24) as f32 - 0.5
    };
    (0..count).map(|_| next()).collect()
}

fn at<T: Copy + Default>(numbers: &[T], index: usize) -> T {
    numbers.get(index).copied().unwrap_or_default()
}
