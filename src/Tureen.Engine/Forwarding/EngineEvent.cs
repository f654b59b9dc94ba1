namespace Tureen.Engine.Forwarding;

/// <summary>Something that the object <paramref name="TargetId"/> (a transport, producer or consumer) has to tell its user.</summary>
internal abstract record EngineEvent(string TargetId);
