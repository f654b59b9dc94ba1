using System.Diagnostics;
using Tureen.Engine.Sctp;

namespace Tureen.Tests.Engine.Sctp;

public sealed class AssociationTransitionsTests
{
    [Fact]
    public void The_transitions_are_those_of_RFC_9260_section_4()
    {
        const string Expected =
            """
            Closed: Associate > CookieWait, CookieEcho > Established, Abort > Ended
            CookieWait: InitAck > CookieEchoed, CookieEcho > Established, Abort > Ended
            CookieEchoed: CookieEcho > Established, CookieAck > Established, StaleCookie > CookieWait, Abort > Ended
            Established: CookieEcho > Established, ShutdownRequest > ShutdownPending, Shutdown > ShutdownReceived, Abort > Ended
            ShutdownPending: CookieEcho > Established, Drained > ShutdownSent, Shutdown > ShutdownReceived, Abort > Ended
            ShutdownSent: CookieEcho > Established, Shutdown > ShutdownAckSent, ShutdownAck > Ended, Abort > Ended
            ShutdownReceived: CookieEcho > Established, Drained > ShutdownAckSent, Abort > Ended
            ShutdownAckSent: ShutdownAck > Ended, ShutdownComplete > Ended, Abort > Ended
            Ended: 
            """;

        Assert.Equal(Expected, string.Join('\n', Enum.GetValues<AssociationPhase>().Select(Print)));
    }

    [Fact]
    public void What_the_table_does_not_hold_is_a_fault_of_ours() =>
        Assert.Throws<UnreachableException>(static () => AssociationTransitions.Next(AssociationPhase.Ended, AssociationTrigger.Abort));

    private static string Print(AssociationPhase phase)
    {
        IEnumerable<string> transitions = Enum.GetValues<AssociationTrigger>()
            .Select(trigger => (trigger, Next: AssociationTransitions.Find(phase, trigger)))
            .Where(static transition => transition.Next is not null)
            .Select(static transition => $"{transition.trigger} > {transition.Next}");
        return $"{phase}: {string.Join(", ", transitions)}";
    }
}
