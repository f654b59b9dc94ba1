using Tureen.Client.Browser.Media;
using Tureen.Rooms.Page.Dom;
using Tureen.Rooms.Page.Texts;

namespace Tureen.Rooms.Page.Devices;

/// <summary>A field in which the user chooses one of the devices of a kind.</summary>
internal sealed class DeviceList(string elementId, MediaDeviceKind kind, string namelessKey)
{
    private readonly Element _list = Document.ById(elementId);

    public void OnChosen(Action<string> callback) => _list.OnChange(() => callback(_list.Value));

    public void Show(IReadOnlyList<MediaDevice> devices, string? chosenId)
    {
        MediaDevice[] ours = [.. devices.Where(device => device.Kind == kind)];
        _list.Clear();
        if (ours.Length == 0)
        {
            Add("", Language.Text("device.none"));
        }

        for (int index = 0; index < ours.Length; index++)
        {
            Add(ours[index].DeviceId, ours[index].Label.Length > 0 ? ours[index].Label : $"{Language.Text(namelessKey)} {Language.Number(index + 1, 0)}");
        }

        _list.IsDisabled = ours.Length == 0;
        if (chosenId is not null && ours.Any(device => string.Equals(device.DeviceId, chosenId, StringComparison.Ordinal)))
        {
            _list.Value = chosenId;
        }
    }

    private void Add(string id, string label)
    {
        Element option = Document.Create("option");
        option.SetAttribute("value", id);
        option.Text = label;
        _list.Append(option);
    }
}
