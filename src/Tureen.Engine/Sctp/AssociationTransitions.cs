using System.Diagnostics;
using On = Tureen.Engine.Sctp.AssociationTrigger;
using Phase = Tureen.Engine.Sctp.AssociationPhase;

namespace Tureen.Engine.Sctp;

/// <summary>The phases of an association and what leads from one to the next (RFC 9260 §4).</summary>
/// <remarks><code>
///                        Closed ------------ Associate (sends INIT)
///                          |                     |
///              CookieEcho  |                     v
///        (sends COOKIE ACK)|                CookieWait &lt;-----------.
///                          |                     | InitAck          | StaleCookie
///                          |                     v                  |
///                          |                CookieEchoed -----------'
///                          v                     | CookieAck
///                     Established &lt;-------------'
///                       |      |
///       ShutdownRequest |      | Shutdown
///                       v      |
///            ShutdownPending ----------------.
///                       |      Shutdown      |
///               Drained |                    v
///        (sends SHUTDOWN)              ShutdownReceived
///                       v                    | Drained (sends SHUTDOWN ACK)
///                 ShutdownSent ------------. |
///                       |       Shutdown   v v
///           ShutdownAck |            ShutdownAckSent
/// (sends SHUTDOWN       |                    | ShutdownComplete, ShutdownAck
///           COMPLETE)   v                    |
///                     Ended &lt;---------------'
/// </code>
/// Abort ends it from everywhere. CookieEcho in the midst of it is a handshake from both sides, or the restart of a peer that lost its
/// state (§5.2.4), which only a SHUTDOWN ACK on its way refuses.
/// </remarks>
internal static class AssociationTransitions
{
    /// <exception cref="UnreachableException">This phase has no transition for this trigger; the caller must check that first.</exception>
    public static Phase Next(Phase phase, On trigger) =>
        Find(phase, trigger) ?? throw new UnreachableException($"{trigger} in {phase}");

    /// <summary>The phase that follows; null if nothing does.</summary>
    public static Phase? Find(Phase phase, On trigger) => (phase, trigger) switch
    {
        (Phase.Closed, On.Associate) => Phase.CookieWait,
        (Phase.Closed, On.CookieEcho) => Phase.Established,

        (Phase.CookieWait, On.InitAck) => Phase.CookieEchoed,
        (Phase.CookieWait, On.CookieEcho) => Phase.Established,

        (Phase.CookieEchoed, On.CookieAck) => Phase.Established,
        (Phase.CookieEchoed, On.CookieEcho) => Phase.Established,
        (Phase.CookieEchoed, On.StaleCookie) => Phase.CookieWait,

        (Phase.Established, On.ShutdownRequest) => Phase.ShutdownPending,
        (Phase.Established, On.Shutdown) => Phase.ShutdownReceived,
        (Phase.Established, On.CookieEcho) => Phase.Established,

        (Phase.ShutdownPending, On.Drained) => Phase.ShutdownSent,
        (Phase.ShutdownPending, On.Shutdown) => Phase.ShutdownReceived,
        (Phase.ShutdownPending, On.CookieEcho) => Phase.Established,

        (Phase.ShutdownSent, On.Shutdown) => Phase.ShutdownAckSent,
        (Phase.ShutdownSent, On.ShutdownAck) => Phase.Ended,
        (Phase.ShutdownSent, On.CookieEcho) => Phase.Established,

        (Phase.ShutdownReceived, On.Drained) => Phase.ShutdownAckSent,
        (Phase.ShutdownReceived, On.CookieEcho) => Phase.Established,

        (Phase.ShutdownAckSent, On.ShutdownAck) => Phase.Ended,
        (Phase.ShutdownAckSent, On.ShutdownComplete) => Phase.Ended,

        (Phase.Ended, _) => null,
        (_, On.Abort) => Phase.Ended,
        _ => null,
    };
}
