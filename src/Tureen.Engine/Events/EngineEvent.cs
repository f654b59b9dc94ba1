namespace Tureen.Engine.Events;

/// <summary>Something that the object <paramref name="TargetId"/> (a transport, producer or consumer) reports to its user.</summary>
internal abstract record EngineEvent(string TargetId)
{
    /// <summary>A trace may come with every packet and carries no state, so a slow user may miss it.</summary>
    public virtual bool IsTrace => false;

    /// <summary>Which state it reports, where the next such event of the same object makes it stale.</summary>
    public virtual ReportKind Report => ReportKind.None;

    /// <summary>Bytes of media or of a message that are handed out; a bound applies to those that a slow user leaves waiting. -1 for none.</summary>
    public virtual int DataLength => -1;

    /// <summary>The event as a line of the worker's log, so that what raises it need not log it as well; null for none, or none that is wanted.</summary>
    public virtual EngineLogEvent? Describe(EngineLog log) => null;
}
