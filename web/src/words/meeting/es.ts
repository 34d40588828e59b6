import type { MeetingWords } from './en.ts';

/** The texts of the meeting's page, in Spanish. */
export const es: MeetingWords = {
  title: 'Consulta por video',
  tryAgain: 'Intentar de nuevo',
  close: 'Cerrar',

  refused: {
    title: 'Este enlace no abre la consulta',
    EXPIRED:
      'El enlace ha caducado. Abra la consulta de nuevo desde su cita o pida a su clínica un enlace nuevo.',
    OTHER_ROOM: 'El enlace es de otra consulta. Abra esta consulta desde su cita.',
    WRONG_CLAIM: 'El enlace no es para esta dirección. Abra la consulta desde su cita.',
    NOT_A_TOKEN: 'El enlace está incompleto o dañado. Cópielo entero o abra la consulta desde su cita.',
    NO_ROOM: 'No existe esa consulta o el enlace está dañado. Abra la consulta desde su cita.',
    help: 'Si no funciona, llame a su clínica.',
  },

  unsupported: {
    title: 'Este navegador no puede hacer videollamadas',
    body: 'Abra la consulta en una versión actual de Chrome, Edge, Firefox o Safari. Si ya lo es, sus ajustes o una extensión impiden las videollamadas (WebRTC).',
  },

  banner: 'Sala de práctica, para hacer pruebas. No es para pacientes reales.',

  status: {
    preparing: 'Preparando la cámara y el micrófono. Si el navegador pregunta, elija «Permitir».',
    connecting: 'Conectando…',
    reconnecting: 'Volviendo a conectar…',
    waiting: { moderator: 'Esperando al paciente…', participant: 'Esperando a su profesional de la salud…' },
    gone: (name) => `${name} ha salido. Puede esperar aquí por si vuelve.`,
    coming: (name) => `${name} está entrando…`,
    here: (name) => `${name} está aquí.`,
  },

  picture: {
    you: 'Usted',
    yourPicture: 'Su propia imagen',
    yourScreen: 'Está compartiendo su pantalla',
    pictureOf: (name) => `Imagen de ${name}`,
    cameraOff: 'Cámara apagada',
    microphoneOff: 'Micrófono apagado',
    sharing: (name) => `${name} está compartiendo una pantalla`,
    playSound: 'Activar el sonido',
  },

  controls: {
    label: 'Controles de la consulta',
    microphone: 'Micrófono',
    camera: 'Cámara',
    screen: 'Compartir',
    chat: 'Chat',
    unread: (count) => `${count} sin leer`,
    leave: { moderator: 'Salir por ahora', participant: 'Salir' },
  },

  chat: {
    title: 'Chat',
    note: 'Los mensajes van directamente a la otra persona. No se guardan ni forman parte del historial.',
    log: 'Mensajes',
    empty: 'Todavía no hay mensajes.',
    you: 'Usted',
    field: 'Su mensaje',
    send: 'Enviar',
    alone: 'Podrá escribir cuando llegue la otra persona.',
    arrived: (name, text) => `Mensaje de ${name}: ${text}`,
  },

  weak: {
    title: 'Su conexión es débil.',
    advice: 'Acérquese al rúter, cierre otros programas que usen internet o apague la cámara.',
  },

  problems: {
    camera: {
      denied:
        'La cámara está bloqueada. Pulse el símbolo de la cámara o del candado junto a la dirección, permita la cámara y elija «Intentar de nuevo».',
      missing: 'No se encontró ninguna cámara. Conecte una y elija «Intentar de nuevo».',
      busy: 'Otro programa está usando la cámara. Ciérrelo y elija «Intentar de nuevo».',
      unfit:
        'La cámara no da una imagen adecuada. Elija otra en los ajustes del navegador y después «Intentar de nuevo».',
      insecure:
        'Esta página solo puede usar la cámara con una conexión segura. Ábrala con una dirección que empiece por https://.',
      unknown: 'La cámara no se pudo encender. Reinicie el navegador y abra la consulta de nuevo.',
    },
    microphone: {
      denied:
        'El micrófono está bloqueado. Pulse el símbolo del micrófono o del candado junto a la dirección, permita el micrófono y elija «Intentar de nuevo».',
      missing: 'No se encontró ningún micrófono. Conecte uno y elija «Intentar de nuevo».',
      busy: 'Otro programa está usando el micrófono. Ciérrelo y elija «Intentar de nuevo».',
      unfit:
        'El micrófono no es adecuado. Elija otro en los ajustes del navegador y después «Intentar de nuevo».',
      insecure:
        'Esta página solo puede usar el micrófono con una conexión segura. Ábrala con una dirección que empiece por https://.',
      unknown: 'El micrófono no se pudo encender. Reinicie el navegador y abra la consulta de nuevo.',
    },
    without: 'Aun así está en la consulta: puede ver, oír y escribir.',
  },

  over: {
    left: {
      title: 'Ha salido de la consulta',
      body: 'Puede volver mientras la consulta esté abierta.',
      again: 'Volver a entrar',
    },
    takenOver: {
      title: 'La consulta se abrió en otra ventana',
      body: 'Está en ella allí. Cierre esta ventana o continúe aquí.',
      again: 'Usar esta ventana',
    },
    expired: {
      title: 'Su tiempo en esta consulta ha terminado',
      body: 'El enlace ha caducado. Abra la consulta de nuevo desde su cita o pida a su clínica un enlace nuevo.',
      again: undefined,
    },
    ended: {
      title: 'Esta consulta ha terminado',
      body: 'Puede cerrar esta ventana.',
      again: undefined,
    },
    withdrawn: {
      title: 'Esta consulta ya no es suya',
      body: 'La clínica se la ha dado a otra persona. Mire sus citas, por favor, o llame a su clínica.',
      again: undefined,
    },
  },

  jitsi: {
    frame: 'Consulta por video',
    loading: 'Abriendo la consulta…',
    failedTitle: 'No se puede acceder al servicio de video',
    failedBody:
      'Compruebe su conexión a internet e inténtelo de nuevo. Puede que la red de su empresa o una extensión del navegador lo bloquee. Si sigue fallando, llame a su clínica.',
  },
};
