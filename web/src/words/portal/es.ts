import type { PortalWords } from './en.ts';

/** The texts of the portal, in Spanish. */
export const es: PortalWords = {
  product: 'Readyroom',
  skipToContent: 'Ir al contenido',
  loading: 'Cargando…',
  tryAgain: 'Intentar de nuevo',
  back: 'Volver a las citas',
  pageError: {
    title: 'Esta página no se cargó',
    body: 'Puede que el servidor se haya actualizado o que se perdiera la conexión. Recargue para seguir.',
    reload: 'Recargar',
  },
  notFound: {
    title: 'Página no encontrada',
    body: 'No hay nada en esta dirección, o no es para usted.',
    home: 'Ir a la página de inicio',
  },

  nav: {
    main: 'Principal',
    appointments: 'Citas',
    day: 'Agenda',
    check: 'Probar los dispositivos',
    usage: 'Uso',
    audit: 'Registro de auditoría',
    settings: 'Ajustes de vídeo',
    language: 'Idioma',
    signOut: 'Cerrar sesión',
    signedInAs: (name) => `Sesión iniciada como ${name}`,
  },

  signIn: {
    title: 'Iniciar sesión',
    lead: 'Consultas por vídeo con su clínica.',
    button: 'Iniciar sesión con su cuenta de la clínica',
    demoTitle: '¿Quién es usted hoy?',
    demoLead:
      'Esta es la clínica de demostración. Elija a una persona y ya está dentro; abra otra ventana para ser otra persona.',
    roles: { provider: 'Profesionales', patient: 'Pacientes', admin: 'Administración' },
    as: (name) => `Entrar como ${name}`,
    busy: 'Iniciando sesión…',
    ended: 'Su sesión terminó. Vuelva a iniciar sesión, por favor.',
    failed: 'No se pudo iniciar sesión. Inténtelo de nuevo; si sigue fallando, llame a su clínica.',
    unreachable:
      'No se puede contactar con el servicio de inicio de sesión. Compruebe su conexión a internet e inténtelo de nuevo.',
    nobody: 'El inicio de sesión aún no está configurado en este servidor.',
    nobodyHelp:
      'Quien lo administra debe indicar en AUTH_ISSUER y AUTH_CLIENT_ID el emisor OpenID Connect de la clínica.',
  },

  connection: {
    lost: 'La conexión se ha interrumpido. Seguimos intentándolo; no hace falta recargar la página.',
    back: 'Vuelve a estar conectado.',
    offline: 'Su dispositivo no tiene conexión. Esta página continúa sola en cuanto vuelva.',
  },

  status: {
    REQUESTED: 'Solicitada',
    SCHEDULED: 'Programada',
    CONFIRMED: 'Confirmada',
    CHECKED_IN: 'Registrada',
    IN_PROGRESS: 'En curso',
    COMPLETED: 'Completada',
    CANCELLED: 'Cancelada',
    NO_SHOW: 'No asistió',
  },
  video: 'Consulta por vídeo',

  patient: {
    title: 'Sus citas',
    next: 'Su próxima cita',
    upcoming: 'Próximas',
    past: 'Pasadas',
    lists: 'Qué citas',
    noneNext: 'No tiene citas próximas.',
    onlyNext: 'No hay otras previstas.',
    nonePast: 'No tiene citas pasadas.',
    more: 'Mostrar más',
    with: (name) => `con ${name}`,
    zone: (zone) => `Las horas se muestran en su zona horaria, ${zone}.`,
    enter: 'Ir a la sala de espera',
    join: 'Unirse a la videollamada',
    notYet:
      'El botón para unirse se activa cuando su profesional inicia la consulta. No hace falta recargar la página.',
    summary: 'Resumen',
    calendar: 'Añadir al calendario',
    inPerson: 'Esta consulta es en la clínica.',
  },

  when: {
    startsIn: (time) => `Empieza ${time}`,
    now: 'Empieza ahora',
    late: (time) => `Debía empezar ${time}`,
    at: (day, from, to) => `${day}, ${from} – ${to}`,
  },

  ready: {
    title: (provider) => `Su profesional le espera: ${provider}`,
    body: 'Su consulta por vídeo ha empezado.',
    join: 'Unirse ahora',
    notification: 'Su consulta por vídeo ha empezado. Abra esta página para unirse.',
  },

  waiting: {
    title: 'Sala de espera',
    lead: (provider) =>
      `${provider} aún no ha iniciado la consulta. Quédese aquí: esta página le avisa en cuanto empiece.`,
    seen: (provider) => `${provider} ve que usted está aquí.`,
    notify: 'Avisarme cuando empiece',
    notifyOn: 'Recibirá una notificación cuando empiece.',
    notifyDenied: 'Su navegador bloquea las notificaciones. Deje esta página abierta: suena un aviso.',
    tips: 'Para una buena consulta',
    tipList: [
      'Busque un lugar tranquilo y privado, con buena luz en la cara.',
      'Use una conexión a internet fiable, por cable si puede.',
      'Cargue su dispositivo o enchúfelo.',
      'Tenga el teléfono a mano, por si la clínica necesita llamarle.',
    ],
  },

  visit: {
    title: (other) => `Consulta por vídeo con ${other}`,
    frame: (other) => `Videollamada con ${other}`,
    joining: 'Entrando en la consulta…',
    end: 'Terminar la llamada',
    join: 'Unirse a la videollamada',
    leftHelp: 'La consulta sigue abierta. Puede volver a unirse.',
    ended: 'Esta consulta ha terminado',
    endedThanks: (provider) => `Gracias por su consulta con ${provider}.`,
    cancelled: 'Esta cita fue cancelada',
    cancelledHelp: 'Llame a su clínica si esperaba que tuviera lugar.',
    missed: 'Esta cita figura como no asistida',
  },

  summary: {
    title: 'Resumen de la consulta',
    provider: 'Profesional',
    date: 'Fecha',
    reason: 'Motivo',
    status: 'Estado',
    started: 'Inicio',
    joined: 'Entrada del paciente',
    neverJoined: 'no entró',
    ended: 'Fin',
    duration: 'Duración',
    minutes: (count) => (count === 1 ? '1 minuto' : `${count} minutos`),
    planned: (minutes) => `${minutes} previstos`,
    follow: 'Si tiene preguntas sobre su tratamiento, llame a su clínica.',
  },

  calendarEntry: (provider) => `Consulta por vídeo con ${provider}`,
  calendarText: 'Abra el enlace unos minutos antes e inicie sesión. Su profesional inicia la consulta.',

  check: {
    title: 'Probar los dispositivos',
    lead: 'No se graba ni se envía nada. Tarda menos de un minuto.',
    start: 'Empezar la prueba',
    again: 'Probar de nuevo',
    camera: 'Cámara',
    microphone: 'Micrófono',
    speaker: 'Altavoz',
    connection: 'Conexión',
    cameraGood: '¿Se ve a usted? Entonces la cámara funciona.',
    microphoneAsk: 'Diga algo: la barra debe moverse.',
    microphoneGood: 'Le oímos.',
    level: 'Nivel del micrófono',
    play: 'Reproducir un sonido',
    speakerAsk: '¿Ha oído el sonido?',
    yes: 'Sí',
    no: 'No',
    speakerGood: 'Su altavoz funciona.',
    speakerBad:
      'Suba el volumen, compruebe que su sistema usa el altavoz o los auriculares correctos e inténtelo de nuevo.',
    connectionGood: (ms) => `Buena: el servidor de la clínica responde en ${ms} ms.`,
    connectionSlow: (ms) =>
      `Lenta: el servidor de la clínica responde en ${ms} ms. Cierre otros programas que usen internet, acérquese al router o use un cable.`,
    connectionBad: 'El servidor de la clínica no responde. Compruebe su conexión a internet.',
    unsupported:
      'Este navegador no puede hacer videollamadas. Use una versión actual de Chrome, Edge, Firefox o Safari.',
    which: (device) => `${device} en uso`,
    waiting: 'Aún sin probar',
  },

  device: {
    denied:
      'Su navegador no tiene permiso. Pulse el símbolo de la cámara junto a la dirección, elija «Permitir» y pruebe de nuevo.',
    missing: 'No se encontró ninguno. Conecte uno y pruebe de nuevo.',
    busy: 'Otro programa lo está usando. Cierre otros programas de vídeo y pruebe de nuevo.',
    unfit: 'No ofrece la imagen que pedimos. Elija otro y pruebe de nuevo.',
    insecure:
      'Los navegadores solo lo permiten en una página segura (https). Pida a su clínica el enlace correcto.',
    unknown: 'No se pudo iniciar. Desconéctelo, vuelva a conectarlo o reinicie el navegador.',
  },

  presence: {
    short: {
      inCall: 'En la llamada',
      waitingNow: 'Está esperando',
      waitingFor: (time) => `Espera desde hace ${time}`,
      called: 'Iniciada, el paciente aún no ha entrado',
      away: '',
    },
    long: {
      inCall: 'El paciente está en la llamada.',
      waitingNow: 'El paciente está esperando.',
      waitingFor: (time) => `El paciente espera desde hace ${time}.`,
      called: 'El paciente ha sido avisado y aún no ha entrado.',
      away: 'El paciente aún no está en la sala de espera.',
    },
  },

  day: {
    title: 'Agenda',
    today: 'Hoy',
    previous: 'Día anterior',
    following: 'Día siguiente',
    none: 'No hay citas este día.',
    start: 'Iniciar videollamada',
    rejoin: 'Volver a la llamada',
    open: 'Abrir',
    notes: 'Notas',
    count: (visits, waiting) =>
      `${visits === 1 ? '1 cita' : `${visits} citas`}${waiting > 0 ? `, ${waiting === 1 ? '1 paciente espera' : `${waiting} pacientes esperan`}` : ''}`,
    arrived: (name) => `${name} está en la sala de espera`,
    startEarly: 'Pruebe la cámara y el micrófono antes de la primera consulta y empiece cinco minutos antes.',
  },

  console: {
    notStarted: 'Sin iniciar',
    notStartedHelp: 'Al iniciar, el paciente recibe el aviso al momento y puede unirse.',
    copyLink: 'Copiar enlace',
    copied: (time) =>
      `Copiado. Quien tenga este enlace entra como el paciente, durante ${time}. Envíelo solo al paciente.`,
    copyFailed: 'Su navegador no permite copiar. Cópielo de aquí:',
    link: 'Enlace para el paciente',
    end: 'Terminar sesión',
    endTitle: '¿Terminar esta sesión?',
    endBody: 'Se guardan sus notas, la cita queda completada y nadie puede unirse ya.',
    endConfirm: 'Terminar la sesión',
    endKeep: 'Seguir en la llamada',
    ending: 'Terminando…',
    endedTitle: 'Sesión terminada',
    endedBody: 'Las notas están guardadas y la cita está completada.',
    unsaved: 'No se pudieron guardar las notas, así que la sesión sigue abierta.',
    notYours: 'Solo el profesional de la cita puede iniciar esta consulta o unirse a ella.',
  },

  notes: {
    title: 'Notas SOAP',
    show: 'Notas',
    hide: 'Ocultar notas',
    subjective: 'Subjetivo',
    objective: 'Objetivo',
    assessment: 'Evaluación',
    plan: 'Plan',
    hint: {
      subjective: 'Lo que refiere el paciente',
      objective: 'Lo que usted observa y mide',
      assessment: 'Lo que usted concluye',
      plan: 'Qué se hará a continuación',
    },
    clean: 'Nada que guardar',
    typing: 'Cambios sin guardar',
    saving: 'Guardando…',
    saved: (time) => `Guardado a las ${time}`,
    offline: 'Sin guardar: no hay conexión. Su texto se conserva aquí y se guarda en cuanto vuelva.',
    refused: 'Sin guardar.',
    conflict: 'Estas notas se cambiaron en otra ventana',
    conflictHelp: 'Elija la versión que quiere conservar. No se pierde nada hasta que lo haga.',
    mine: 'Su versión, en esta ventana',
    theirs: (time) => `La versión guardada, de las ${time}`,
    keepMine: 'Conservar la mía',
    takeTheirs: 'Usar la guardada',
    empty: '(vacío)',
  },

  errors: {
    UNAUTHENTICATED: 'Su sesión terminó. Vuelva a iniciar sesión, por favor.',
    FORBIDDEN: 'No puede hacer esto. Si debería poder, consulte con la administración.',
    NOT_FOUND: 'Esta cita no existe o no es suya. Compruebe que ha iniciado sesión como la persona correcta.',
    ROOM_NOT_READY:
      'Su profesional aún no ha iniciado la consulta. Quédese en esta página: le avisamos en cuanto empiece.',
    CONFLICT: 'Ya no es posible: la consulta está cerrada.',
    BAD_USER_INPUT: 'El servidor no lo aceptó.',
    RATE_LIMITED: 'Demasiadas solicitudes. Espere un minuto e inténtelo de nuevo.',
    UNAVAILABLE: 'Las consultas por vídeo no están disponibles ahora. Si sigue así, llame a su clínica.',
    INTERNAL_SERVER_ERROR: 'Algo falló por nuestra parte. Inténtelo de nuevo en un momento.',
    network:
      'No se puede contactar con el servidor. Compruebe su conexión a internet; esta página lo intenta de nuevo sola.',
  },
  supportId: (id) => `Para el soporte: ${id}`,
};
