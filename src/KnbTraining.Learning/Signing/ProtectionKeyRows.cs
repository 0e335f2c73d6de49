using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Signing;

/// <summary>The keys of ASP.NET Core Data Protection as rows of the database, each encrypted as a whole.</summary>
public sealed class ProtectionKeyRows(SharedKeys keys) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var db = keys.Open();
        var rows = db.StoredKeys.AsNoTracking().Where(key => key.Purpose == KeyPurpose.Protection && key.Secret != null).OrderBy(key => key.AddedAt);
        return [.. rows.AsEnumerable().Select(key => XElement.Parse(keys.Decrypt(key)))];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        ArgumentNullException.ThrowIfNull(element);
        using var db = keys.Open();
        db.StoredKeys.Add(keys.Make(KeyPurpose.Protection, friendlyName, element.ToString(SaveOptions.DisableFormatting), null));
        db.SaveChanges();
    }
}
