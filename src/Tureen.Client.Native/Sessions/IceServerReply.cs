using System.Net;

namespace Tureen.Client.Native.Sessions;

/// <summary>What a STUN or TURN server answered.</summary>
/// <param name="Code">The code of a refusal; 0 for none.</param>
/// <param name="IsChallenge">Whether the same question, with the credential, may be answered.</param>
/// <param name="Mapped">How the server sees the program.</param>
/// <param name="Relayed">The relay.</param>
internal sealed record IceServerReply(int Code, bool IsChallenge, IPEndPoint? Mapped, IPEndPoint? Relayed);
