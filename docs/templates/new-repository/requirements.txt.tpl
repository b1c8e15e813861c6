delivery-wiki==$version
