using Tureen.Engine.Events;

namespace Tureen;

/// <summary>An object of the API that the engine has events for.</summary>
internal interface IEngineEventTarget
{
    /// <summary>Applies an event of the engine and raises the events that follow. On the dispatcher.</summary>
    void HandleEngineEvent(EngineEvent engineEvent);
}
