using Tureen.Engine.Forwarding;

namespace Tureen;

/// <summary>An object of the API that the engine has events for.</summary>
internal interface IEngineEventTarget
{
    /// <summary>Takes over what happened and raises the events of it. On the dispatcher.</summary>
    void HandleEngineEvent(EngineEvent engineEvent);
}
