import type { NewUser, User } from './schemas.ts'

/** Users in memory. */
export interface UserStore {
  list(): readonly User[]
  find(id: number): User | undefined
  create(user: NewUser): User
}

/** A store with 25 users in it. One has a name of one word, and one is suspended. */
export function openStore(now: () => Date): UserStore {
  const users = seeds.map(toUser)
  return {
    list: () => users,
    find: (id) => users.find((user) => user.id === id),
    create: ({ email, fullName, status, address }) => {
      const { street, city, country } = address
      const user: User = {
        id: users.length + 1,
        email,
        fullName,
        status,
        address: { street, city, country },
        createdAt: toTime(now()),
      }
      users.push(user)
      return user
    },
  }
}

function toUser([fullName, status, street, city, country]: Seed, index: number): User {
  const ascii = fullName.normalize('NFD').replace(/[^a-z ]/gi, '')
  const local = ascii.toLowerCase().replaceAll(' ', '.')
  return {
    id: index + 1,
    email: `${local}@example.com`,
    fullName,
    status,
    address: { street, city, country },
    createdAt: toTime(new Date(Date.UTC(2025, 8, 1 + index, 9, 30))),
  }
}

/** RFC 3339 in whole seconds. */
function toTime(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`
}

type Seed = readonly [name: string, status: User['status'], street: string, city: string, country: string]

const seeds: readonly Seed[] = [
  ['Ada Lovelace', 'active', '12 St James Square', 'London', 'GB'],
  ['Hypatia', 'active', '1 Library Road', 'Alexandria', 'EG'],
  ['Alan Turing', 'suspended', '2 Bletchley Park', 'Milton Keynes', 'GB'],
  ['Grace Hopper', 'active', '7 Navy Yard', 'New York', 'US'],
  ['Emmy Noether', 'inactive', '3 Bunsenstrasse', 'Göttingen', 'DE'],
  ['Kurt Gödel', 'active', '145 Linden Lane', 'Princeton', 'US'],
  ['Sofia Kovalevskaya', 'active', '5 Sturegatan', 'Stockholm', 'SE'],
  ['George Boole', 'inactive', '5 Grenville Place', 'Cork', 'IE'],
  ['Srinivasa Ramanujan', 'active', '17 Sarangapani Street', 'Kumbakonam', 'IN'],
  ['Katherine Johnson', 'active', '1 Langley Boulevard', 'Hampton', 'US'],
  ['Leonhard Euler', 'active', '4 Rittergasse', 'Basel', 'CH'],
  ['Sophie Germain', 'active', '13 Rue de Savoie', 'Paris', 'FR'],
  ['John von Neumann', 'active', '26 Westcott Road', 'Princeton', 'US'],
  ['Maryam Mirzakhani', 'active', '450 Serra Mall', 'Stanford', 'US'],
  ['Edsger Dijkstra', 'inactive', '5 Den Dolech', 'Eindhoven', 'NL'],
  ['Barbara Liskov', 'active', '32 Vassar Street', 'Cambridge', 'US'],
  ['Tony Hoare', 'active', '1 Parks Road', 'Oxford', 'GB'],
  ['Donald Knuth', 'active', '353 Serra Mall', 'Stanford', 'US'],
  ['Frances Allen', 'active', '1101 Kitchawan Road', 'Yorktown Heights', 'US'],
  ['Niklaus Wirth', 'inactive', '6 Universitätstrasse', 'Zürich', 'CH'],
  ['Radia Perlman', 'active', '1 Broadway', 'Cambridge', 'US'],
  ['Claude Shannon', 'active', '600 Mountain Avenue', 'Murray Hill', 'US'],
  ['Karen Spärck Jones', 'active', '15 JJ Thomson Avenue', 'Cambridge', 'GB'],
  ['Dennis Ritchie', 'active', '600 Mountain Avenue', 'Murray Hill', 'US'],
  ['Margaret Hamilton', 'active', '75 Cambridge Parkway', 'Cambridge', 'US'],
]
