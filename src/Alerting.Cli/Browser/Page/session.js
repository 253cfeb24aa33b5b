// Who looks at what, as the console found it when the page was opened.
export const session = { access: {}, people: [] };

export const personName = key => session.people.find(person => person.key === key)?.name ?? key;
