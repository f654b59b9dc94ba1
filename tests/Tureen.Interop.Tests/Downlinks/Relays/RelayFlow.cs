using System.Net;
using System.Net.Sockets;

namespace Tureen.Interop.Tests.Downlinks.Relays;

/// <summary>One browser's socket, and the socket that stands for it at the server.</summary>
/// <param name="Browser">Where the browser's packets come from.</param>
/// <param name="Socket">Connected to the server.</param>
internal sealed record RelayFlow(EndPoint Browser, Socket Socket);
