import type { Phrases } from './phrases.js';

export const pt: Phrases = {
  language: 'pt',
  titles: {
    audio: 'faixa de áudio',
    socket: 'tomada e interruptor',
    vegetation: 'árvores e luz',
    edition: 'comparação com a edição da primavera',
    metadata: 'dois dispositivos',
    open: 'por onde começar',
    packaging: 'embalagem de uma marca regional',
    receipt: 'talão com parte de uma rua',
    timetable: 'horário escolar',
    vehicle: 'veículo visto de trás',
  },
  sights: {
    audio: [
      'Ao fundo há um boletim do tempo às {t}; os nomes das regiões apontam para {a}.',
      'O locutor diz as horas como se faz em {a}.',
      'Ao fim de {n} minutos ouve-se o indicativo de uma estação.',
    ],
    socket: [
      'Tomada de tipo F com moldura redonda; o interruptor ao lado vendia-se em {a} e {b}.',
      'A moldura tem {n} parafusos, o que é pouco comum.',
      'A calha está pintada, era usual em casas arrendadas em {a}.',
    ],
    vegetation: [
      'Sobreiros e muro de pedra: antes {a} do que {b}.',
      'A sombra é comprida para as {t}.',
      'Esta sebe é comum em {a} e rara em {b}.',
    ],
    edition: [
      'Na primavera {ref} tinha o mesmo padrão de cortina.',
      '{n} entradas são novas desde a primavera, o resto já era conhecido.',
      'A série está duas vezes no registo com números diferentes.',
    ],
    metadata: [
      'Dois modelos de dispositivo segundo os cabeçalhos; o mais antigo não escreve o fuso.',
      'O relógio está {n} horas atrasado. Corrigido, coincidem.',
      'A língua é a de {a}, o teclado o de {b}.',
    ],
    open: [
      'Ainda sem pista. Começo pelo puxador, rodapé e radiador.',
      'A válvula do radiador está em baixo à direita, comum em {a}.',
      'Visto um terço, nada aponta para um só país.',
    ],
    packaging: [
      'Um pacote de leite com texto em duas línguas; a mais pequena pode ser de {a}.',
      'O símbolo de reciclagem é o de {a} desde 2020.',
      'O código de barras começa pelo prefixo de {a}.',
    ],
    receipt: [
      'Lê-se «rua … {n}» e um código postal com hífen.',
      'As taxas de IVA são as de {a} depois de 2023.',
      'A hora do talão é {t}, portanto um dia útil.',
    ],
    timetable: [
      'Aulas de 50 minutos e intervalo às {t}: é assim em {a}.',
      'As siglas das disciplinas são as de {a}.',
      'As férias na semana {n} servem para {a} e uma região de {b}.',
    ],
    vehicle: [
      'A matrícula parece {p}. Pode ser {a} ou {b}.',
      'O selo está à esquerda, logo não é {b}.',
      'Há uma moldura de concessionário com {n} palavras.',
    ],
  },
  questions: [
    '{who} podes ver isto com as referências de {a}?',
    'Alguém já perguntou a {a}?',
    '{ref} é da mesma série?',
    'Quem leva a pergunta a {a}? Eu posso amanhã depois das {t}.',
    'A hora bate certo? Leio {t}.',
  ],
  replies: [
    'De acordo. Confiança moderada até {a} responder.',
    'Obrigado. Vejo esta tarde e volto antes das {t}.',
    'Não é de {a}: confirmado com dois colegas.',
    'Condiz com o que vejo em {ref}.',
    'Cuidado, {b} usou o mesmo até 2016.',
    'Feito. A resposta de {a} chegou às {t} e é negativa.',
    'Bem visto. Pões também na avaliação?',
    'Fico com este.',
  ],
  errands: ['Horários e salas', 'Reunião da manhã', 'Quem está quando', 'Perguntas sobre o registo'],
  logistics: [
    'Reunião às {t} na sala {n}, dez minutos.',
    'Os cartões estão na receção a partir das {t}.',
    'Saio às {t}, {who} tem os meus pontos abertos.',
    'A lista dos próximos dois dias está no registo.',
    'A rede está lenta na sala {n}. Por cabo funciona.',
    'Aqui só números e observações, nada do material.',
  ],
  decisions: [
    'País determinado: {a}, segue para o ponto de contacto.',
    'Confirmado com {a} e {b}: não é deles. Fica em aberto.',
    'Respondido, nada mais a fazer aqui.',
  ],
};
