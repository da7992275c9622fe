import assert from 'node:assert/strict'
import { test } from 'node:test'

import { enquiries, letter, mailto, MAILTO_LIMIT } from '../../overrides/assets/showroom/js/enquiry.mjs'
import { Words } from '../../overrides/assets/showroom/js/words.mjs'

const WORDS = new Words({
  'letter-subject': 'Visit to {place}',
  'letter-subject-dated': 'Visit to {place} on {day}',
  'letter-greeting': 'Dear {place},',
  'letter-greeting-city': 'Dear partners in {place},',
  'letter-who': 'We are [number of people] from [organisation].',
  'letter-wish': 'We would like to see:',
  'letter-when': '{day}, {city}:',
  'letter-when-time': '{day}, {time}, {city}:',
  'letter-date': '[date]',
  'letter-other-days': 'We could also come on {days}.',
  'letter-questions': 'Does this suit you?',
  'letter-close': '[your name]',
}, 'en')

const LAB = { id: 'doll', name: 'DOLL' }
const GLOSTRUP = { id: 'glostrup', name: 'Glostrup' }
const ALBERTSLUND = { id: 'albertslund', name: 'Albertslund' }
const LAMPS = { slug: 'lamps', title: 'Lamps & {place}' }
const BINS = { slug: 'bins', title: 'Bins' }

const visit = (city, lab, solutions, date = '', time = '') => {
  return { date, time, stop: { id: lab ? `${city.id}.${lab.id}` : city.id, city, lab, solutions } }
}
const addressOf = (slug) => `https://showroom.example/solutions/${slug}/`

test('a lab gets one enquiry for all its stops, a city without a lab its own', () => {
  const found = enquiries([
    visit(ALBERTSLUND, LAB, [LAMPS]), visit(GLOSTRUP, null, [BINS]), visit(GLOSTRUP, LAB, [BINS]),
  ])
  assert.deepEqual(found.map(({ id, place, visits }) => [id, place, visits.length]), [
    ['lab.doll', 'DOLL', 2], ['city.glostrup', 'Glostrup', 1],
  ])
})

test('the letter says what is known and leaves blanks for what is not', () => {
  const [enquiry] = enquiries([visit(ALBERTSLUND, LAB, [LAMPS, BINS], 'Tuesday 1 December 2026', '09:30')])
  assert.deepEqual(letter(enquiry, WORDS, { addressOf, otherDays: ['2 December', '3 December'] }), {
    subject: 'Visit to DOLL on Tuesday 1 December 2026',
    body: `Dear DOLL,

We are [number of people] from [organisation].

We would like to see:

Tuesday 1 December 2026, 09:30, Albertslund:
- Lamps & {place}
  https://showroom.example/solutions/lamps/
- Bins
  https://showroom.example/solutions/bins/

We could also come on 2 December or 3 December.

Does this suit you?

[your name]`,
  })
})

test('without a start the date is a blank too', () => {
  const [enquiry] = enquiries([visit(ALBERTSLUND, LAB, [BINS])])
  const { subject, body } = letter(enquiry, WORDS, { addressOf: () => '', otherDays: [] })
  assert.equal(subject, 'Visit to DOLL')
  assert.ok(body.includes('\n\n[date], Albertslund:\n- Bins\n\nDoes this suit you?'))
})

test('where there is no lab, the partners in the city are greeted', () => {
  const [enquiry] = enquiries([visit(GLOSTRUP, null, [BINS])])
  assert.match(letter(enquiry, WORDS, { addressOf, otherDays: [] }).body, /^Dear partners in Glostrup,\n/)
})

test('a mail address carries subject and body, encoded, with the line breaks of mail', () => {
  const address = mailto('visit@lab.example', [{ subject: 'A & B? 100 %', body: 'ærø\n=+&#' }])
  assert.equal(address, 'mailto:visit@lab.example?subject=A%20%26%20B%3F%20100%20%25&body=%C3%A6r%C3%B8%0D%0A%3D%2B%26%23')
})

test('a mail address that would be too long takes the next shorter letter, or the subject alone', () => {
  const long = { subject: 's', body: 'æ'.repeat(400) }
  const short = { subject: 's', body: 'x'.repeat(900) }
  assert.equal(mailto('a@b.example', [long, short]), `mailto:a@b.example?subject=s&body=${short.body}`)
  assert.equal(mailto('a@b.example', [long]), 'mailto:a@b.example?subject=s')
  assert.ok(mailto('a@b.example', [long, short]).length <= MAILTO_LIMIT)
})

test('an address of an entry can add no header and no second reader', () => {
  assert.equal(mailto('a@b.example?bcc=x@y.example,&z', [{ subject: 's', body: '' }]), 'mailto:a@b.example%3Fbcc%3Dx@y.example%2C%26z?subject=s&body=')
})
