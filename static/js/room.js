import { io } from "socket.io-client"; io("/room",{transports:["websocket"]});
