/** Discord's limits on what a message may hold. Source: Discord's developer documentation, Components. */
export const limits = Object.freeze({
  /** Characters of all text displays in a message together. */
  text: 4000,
  /** Components in a message, counted nested. */
  components: 40,
  customId: 100,
  buttonsPerRow: 5,
  buttonLabel: 80,
  /** Characters of an address that a button opens, and of a picture's. */
  linkAddress: 512,
  address: 2048,
  selectOptions: 25,
  selectOptionText: 100,
  selectPlaceholder: 150,
  /** Of a modal, and of the labels in it. */
  modalTitle: 45,
  /** Characters of the words for a picture. */
  description: 1024,
  choices: 25,
  choiceText: 100,
});
